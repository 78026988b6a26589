import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { FakeChild } from './fake-child.ts';
import { createFakeElectron } from './fake-electron.ts';
import { FakeMenu, FakeNotification, FakeTray } from './fake-menu.ts';
import { FakePort } from './fake-port.ts';
import { FakeDownload } from './fake-session.ts';
import { FakeFrame, FakeWebContents, FakeWindow } from './fake-window.ts';

// `main.ts` hands the real Electron to the shell, so the compiler compares types. This compares names with the
// declarations that the installed package ships, so that a member that Electron renames or drops is noticed by name.
const declarations = readFileSync(createRequire(import.meta.url).resolve('electron/electron.d.ts'), 'utf8');
const members = collectMembers(declarations);

/** Ours, not Electron's: how tests move the fake and what they read from it. */
const handles: Record<string, string[]> = {
  App: [
    'badgeCount',
    'becomeReady',
    'closeCancelled',
    'hasQuit',
    'instanceData',
    'isSandboxed',
    'jumpLists',
    'mustBeReady',
    'mustNotBeReady',
    'protocolClients',
    'recentDocuments',
    'userModelId',
    'windowClosed',
  ],
  BrowserWindow: [
    'backgroundColor',
    'calls',
    'hasFocus',
    'isShown',
    'options',
    'overlayIcons',
    'overlays',
    'progress',
  ],
  Dock: ['menu'],
  DownloadItem: ['saveDialogs'],
  Menu: ['click', 'labels', 'popups', 'template'],
  MessagePortMain: ['raw'],
  Notification: ['wasShown'],
  Tray: ['image', 'menu', 'toolTip'],
  UtilityProcess: ['end', 'isAlive', 'modulePath', 'options', 'sent', 'wasKilled'],
  WebContents: [
    'crash',
    'drags',
    'end',
    'events',
    'navigate',
    'reloads',
    'statuses',
    'untilStatus',
    'windowOpenHandler',
    'zoom',
  ],
  WebFrameMain: ['ports', 'takePort'],
};

describe('the fake Electron', () => {
  const fake = createFakeElectron({ platform: 'darwin' });
  void fake.app.becomeReady();
  const { electron } = fake;
  afterAll(() => fake.dispose());

  it.each<[string, object]>([
    ['App', fake.app],
    ['BrowserWindow', new FakeWindow(1, {})],
    ['Clipboard', electron.clipboard],
    ['CrashReporter', electron.crashReporter],
    ['Dialog', electron.dialog],
    ['Dock', fake.app.dock ?? {}],
    ['DownloadItem', new FakeDownload('', '')],
    ['IpcMain', electron.ipcMain],
    ['Menu', electron.Menu],
    ['Menu', new FakeMenu([])],
    ['MessageChannelMain', new electron.MessageChannelMain()],
    ['MessagePortMain', Object.create(FakePort.prototype) as FakePort],
    ['NativeImage', electron.nativeImage],
    ['NativeTheme', electron.nativeTheme],
    ['Notification', new FakeNotification({ title: '', body: '' })],
    ['PowerMonitor', electron.powerMonitor],
    ['Protocol', electron.protocol],
    ['Session', electron.session.defaultSession],
    ['Shell', electron.shell],
    ['Tray', new FakeTray('')],
    ['UtilityProcess', electron.utilityProcess],
    ['UtilityProcess', Object.create(FakeChild.prototype) as FakeChild],
    ['WebContents', new FakeWebContents()],
    ['WebFrameMain', new FakeFrame('')],
    ['WebRequest', electron.session.defaultSession.webRequest],
  ])('has on %s only what Electron has', (name, object) => {
    const real = members.get(name);
    expect(real, `electron.d.ts declares no ${name}`).toBeDefined();
    const invented = namesOf(object).filter(
      (member) => !real?.has(member) && !handles[name]?.includes(member),
    );
    expect(invented).toEqual([]);
  });

  it('has the modules that Electron has', () => {
    const modules = members.get('CrossProcessExports');
    expect(Object.keys(electron).filter((name) => !modules?.has(name))).toEqual([]);
  });

  it.each([
    [
      'App',
      [
        'activate',
        'before-quit',
        'certificate-error',
        'child-process-gone',
        'login',
        'open-file',
        'open-url',
        'render-process-gone',
        'second-instance',
        'select-client-certificate',
        'session-created',
        'web-contents-created',
        'will-quit',
        'window-all-closed',
      ],
    ],
    ['BrowserWindow', ['close', 'closed', 'focus', 'query-session-end', 'ready-to-show', 'session-end']],
    ['DownloadItem', ['done']],
    ['MessagePortMain', ['message', 'close']],
    ['NativeTheme', ['updated']],
    ['Notification', ['click', 'failed', 'show']],
    ['PowerMonitor', ['shutdown']],
    ['Session', ['will-download']],
    ['Tray', ['click']],
    ['UtilityProcess', ['message', 'exit']],
    [
      'WebContents',
      [
        'did-navigate',
        'render-process-gone',
        'will-attach-webview',
        'will-frame-navigate',
        'will-prevent-unload',
        'will-redirect',
      ],
    ],
  ])('%s sends the events that the shell waits for', (name, events) => {
    expect(events.filter((event) => !members.get(name)?.has(`on ${event}`))).toEqual([]);
  });

  it.each([
    [
      'BrowserWindowConstructorOptions',
      ['backgroundColor', 'minWidth', 'name', 'titleBarOverlay', 'titleBarStyle', 'windowStatePersistence'],
    ],
    ['CrashReporterStartOptions', ['uploadToServer']],
    ['ForkOptions', ['env', 'serviceName', 'stdio']],
    ['Item', ['file', 'icon']],
    ['JumpListItem', ['args', 'iconIndex', 'iconPath', 'program', 'title', 'type']],
    ['KeyboardEvent', ['triggeredByAccelerator']],
    [
      'MenuItemConstructorOptions',
      ['accelerator', 'checked', 'id', 'registerAccelerator', 'role', 'submenu'],
    ],
    ['MessageBoxOptions', ['buttons', 'cancelId', 'defaultId', 'detail', 'message', 'noLink', 'type']],
    ['NotificationConstructorOptions', ['body', 'title']],
    ['OpenDialogOptions', ['defaultPath', 'filters', 'message', 'properties', 'title']],
    ['PopupOptions', ['window', 'x', 'y']],
    ['Privileges', ['codeCache', 'secure', 'standard', 'stream', 'supportFetchAPI']],
    ['SaveDialogOptions', ['defaultPath', 'filters', 'message', 'title']],
    ['WebPreferences', ['contextIsolation', 'nodeIntegration', 'preload', 'sandbox', 'spellcheck']],
  ])('%s has the options that the shell sets', (name, options) => {
    const known = members.get(name);
    const inherited =
      name === 'BrowserWindowConstructorOptions' ? members.get('BaseWindowConstructorOptions') : undefined;
    expect(options.filter((option) => !known?.has(option) && !inherited?.has(option))).toEqual([]);
  });
});

/** Own and inherited names up to Node's emitter, which Electron's classes extend too. */
function namesOf(object: object): string[] {
  const names = new Set(Object.keys(object).filter((name) => !name.startsWith('_')));
  for (
    let level: unknown = Object.getPrototypeOf(object);
    isOurs(level);
    level = Object.getPrototypeOf(level)
  ) {
    for (const name of Object.getOwnPropertyNames(level)) names.add(name);
  }
  names.delete('constructor');
  return [...names];
}

function isOurs(level: unknown): level is object {
  if (typeof level !== 'object' || level === null || level === Object.prototype) return false;
  return !Object.hasOwn(level, 'addListener');
}

/** Class, interface or namespace -> its members; events as `on <name>`. */
function collectMembers(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      const names = found.get(node.name?.text ?? '') ?? new Set();
      for (const member of node.members) addMember(names, member);
      found.set(node.name?.text ?? '', names);
    } else if (ts.isModuleDeclaration(node) && node.name.text === 'CrossProcessExports') {
      found.set('CrossProcessExports', new Set(node.body?.getText().match(/(?<=const |class )\w+/g)));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('electron.d.ts', text, ts.ScriptTarget.Latest, true));
  return found;
}

function addMember(names: Set<string>, member: ts.ClassElement | ts.TypeElement): void {
  const name = member.name?.getText();
  if (name === undefined) return;
  names.add(name);
  const isMethod = ts.isMethodSignature(member) || ts.isMethodDeclaration(member);
  const event = isMethod ? member.parameters[0]?.type?.getText() : undefined;
  if (name === 'on' && event?.startsWith("'")) names.add(`on ${event.slice(1, -1)}`);
}
