// What `import 'electron'` gives where a test runs the built main script in Node: a fake whose lock another one holds,
// so that the script ends by itself.
import { createFakeElectron } from './fake-electron.ts';

const { app, electron } = createFakeElectron({ hasInstanceLock: false });
app.once('quit', () => process.exit(0));

export const {
  BrowserWindow,
  Menu,
  MessageChannelMain,
  Notification,
  Tray,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
  utilityProcess,
} = electron;
export { app };
