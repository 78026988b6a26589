import '@mantine/core/styles.css';
import './styles/fonts.css';
import './styles/global.css';
import { createRoot } from 'react-dom/client';
import { mendBrowserLocale } from './browser-locale.ts';
import { createWindow } from './window.tsx';

mendBrowserLocale(navigator);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(await createWindow());
