export { JobsTray } from './jobs-tray.tsx';
