// What `import 'electron'` gives where a test runs the built main script in Node. With STILE_STAND_IN=second another
// instance holds the lock, so that the script ends by itself; otherwise it is started, and quits when its engine runs.
import { createFakeElectron } from './fake-electron.ts';

const fake = createFakeElectron({ hasInstanceLock: process.env['STILE_STAND_IN'] !== 'second' });
const { app, electron } = fake;
app.once('quit', () => void fake.dispose().then(() => process.exit(0)));
if (process.env['STILE_STAND_IN'] !== 'second') setTimeout(() => void startAndQuit(), 0);

async function startAndQuit(): Promise<void> {
  await app.becomeReady();
  const [window] = fake.windows;
  const { webContents } = window ?? {};
  await webContents?.untilStatus('ready');
  await fake.askFrom(webContents?.mainFrame ?? null, 'describe', {});
  const page = await fake.handlers.get('app')?.(new Request('app://stile/'));
  process.stdout.write(`${String(page?.status)} ${String(page?.headers.get('content-type'))}\n`);
  app.quit();
  await fake.askFrom(webContents?.mainFrame ?? null, 'answerClose', { answer: 'close' });
}

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
