import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { createFakeElectron } from './fake-electron.ts';
import { FakeFrame, FakeWebContents, FakeWindow } from './fake-window.ts';
import { FakePort } from './fake-port.ts';

// `main.ts` hands the real Electron to the shell, so the compiler compares types. This compares names with the
// declarations that the installed package ships, so that a member that Electron renames or drops is noticed by name.
const declarations = readFileSync(createRequire(import.meta.url).resolve('electron/electron.d.ts'), 'utf8');
const members = collectMembers(declarations);

/** Ours, not Electron's: how tests move the fake. */
const handles: Record<string, string[]> = {
  App: [
    'becomeReady',
    'hasQuit',
    'isReady',
    'isSandboxed',
    'mustBeReady',
    'mustNotBeReady',
    'userModelId',
    'windowClosed',
  ],
  BrowserWindow: ['backgroundColor', 'calls', 'destroyQuietly', 'options', 'overlays'],
  WebContents: ['statuses', 'untilStatus', 'windowOpenHandler'],
  WebFrameMain: ['ports', 'takePort'],
  MessagePortMain: ['raw'],
  UtilityProcess: ['end', 'isAlive', 'modulePath', 'options', 'sent', 'wasKilled'],
};

describe('the fake Electron', () => {
  const fake = createFakeElectron();
  void fake.app.becomeReady();
  const { electron } = fake;

  it.each<[string, object]>([
    ['App', fake.app],
    ['BrowserWindow', new FakeWindow(1, {})],
    ['WebContents', new FakeWebContents()],
    ['WebFrameMain', new FakeFrame('')],
    ['MessageChannelMain', new electron.MessageChannelMain()],
    ['MessagePortMain', Object.create(FakePort.prototype) as FakePort],
    ['Dialog', electron.dialog],
    ['NativeTheme', { shouldUseDarkColors: true, on: null }],
    ['Protocol', electron.protocol],
    ['Session', electron.session.defaultSession],
    ['WebRequest', electron.session.defaultSession.webRequest],
    ['Shell', electron.shell],
    ['Menu', electron.Menu],
    ['UtilityProcess', electron.utilityProcess],
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
    ['App', ['activate', 'second-instance', 'window-all-closed', 'will-quit', 'web-contents-created']],
    ['BrowserWindow', ['ready-to-show', 'closed']],
    ['WebContents', ['will-frame-navigate', 'will-redirect', 'will-attach-webview']],
    ['UtilityProcess', ['message', 'exit']],
    ['NativeTheme', ['updated']],
    ['MessagePortMain', ['message', 'close']],
  ])('%s sends the events that the shell waits for', (name, events) => {
    expect(events.filter((event) => !members.get(name)?.has(`on ${event}`))).toEqual([]);
  });

  it.each([
    [
      'BrowserWindowConstructorOptions',
      ['minWidth', 'titleBarOverlay', 'titleBarStyle', 'windowStatePersistence'],
    ],
    ['WebPreferences', ['contextIsolation', 'nodeIntegration', 'preload', 'sandbox', 'spellcheck']],
    ['Privileges', ['codeCache', 'secure', 'standard', 'stream', 'supportFetchAPI']],
    ['ForkOptions', ['env', 'serviceName', 'stdio']],
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
