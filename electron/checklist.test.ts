// Electron's own list of what makes an app secure, point by point and with its titles:
// https://www.electronjs.org/docs/latest/tutorial/security
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildContentSecurityPolicy } from '#core/http/content-security-policy.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { createFakeSession, FakeDownload } from './testing/fake-session.ts';
import { FakeFrame, FakeWebContents } from './testing/fake-window.ts';
import { withShell } from './testing/with-shell.ts';
import type { Shell } from './testing/with-shell.ts';
import { writeFileSync } from 'node:fs';

const root = join(import.meta.dirname, '..');
const readJson = (file: string) =>
  JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, Record<string, string>>;
const sources = globSync('electron/**/*.ts', { cwd: root, exclude: ['electron/{testing,icons}/**'] })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');

/** Whether a listener held an event back. */
function isPrevented(emit: (event: { preventDefault: () => void }) => void): boolean {
  let prevented = false;
  emit({ preventDefault: () => (prevented = true) });
  return prevented;
}

const preferencesOf = ({ window }: Shell) => window.options.webPreferences ?? {};

const hostile = [
  'https://evil.example/',
  'http://127.0.0.1:5000/',
  'app://stile.evil/',
  'app://evil@stile/',
  'app://stile:80/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'blob:https://evil.example/1',
  'view-source:app://stile/',
  'about:blank',
  'ms-msdt:/id',
  'not an address',
];

const points: [string, (shell: Shell) => void | Promise<void>][] = [
  [
    '1. Only load secure content',
    ({ window }) => expect(window.webContents.mainFrame.url).toBe('app://stile/'),
  ],
  [
    '2. Do not enable Node.js integration for remote content',
    (shell) => expect(preferencesOf(shell).nodeIntegration).toBe(false),
  ],
  ['3. Enable context isolation', (shell) => expect(preferencesOf(shell).contextIsolation).toBe(true)],
  [
    '4. Enable process sandboxing',
    (shell) => expect([shell.app.isSandboxed, preferencesOf(shell).sandbox]).toEqual([true, true]),
  ],
  [
    '5. Handle session permission requests, in every session',
    ({ app }) => {
      const { fake, handlers } = createFakeSession();
      app.emit('session-created', fake);
      expect(Object.keys(handlers).sort()).toEqual(
        ['beforeRequest', 'check', 'device', 'emitter', 'request', 'spellCheck'].sort(),
      );
      expect(Reflect.apply(handlers.check ?? Boolean, null, [null, 'media', 'app://stile/', {}])).toBe(false);
    },
  ],
  [
    '6. Do not disable webSecurity',
    (shell) => expect(preferencesOf(shell)).not.toHaveProperty('webSecurity'),
  ],
  [
    '7. Define a Content Security Policy, the one of the HTTP host',
    ({ handlers }) =>
      withFolder(async (folder) => {
        writeFileSync(join(folder, 'index.html'), '<meta name="nonce" content="__STILE_NONCE__">');
        await withShell({ paths: { renderer: folder } }, async (shell) => {
          expect([...handlers.keys()]).toEqual(['app']);
          const answer = await shell.handlers.get('app')?.(new Request('app://stile/runs'));
          const policy = answer?.headers.get('content-security-policy') ?? '';
          const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
          expect(policy).toBe(buildContentSecurityPolicy(nonce));
          expect(await answer?.text()).toContain(nonce);
        });
      }),
  ],
  [
    '8. Do not enable allowRunningInsecureContent',
    (shell) => expect(preferencesOf(shell)).not.toHaveProperty('allowRunningInsecureContent'),
  ],
  [
    '9. Do not enable experimental features',
    (shell) => expect(preferencesOf(shell)).not.toHaveProperty('experimentalFeatures'),
  ],
  [
    '10. Do not use enableBlinkFeatures',
    (shell) => expect(preferencesOf(shell)).not.toHaveProperty('enableBlinkFeatures'),
  ],
  [
    '11. Do not use allowpopups for WebViews',
    (shell) => expect(preferencesOf(shell)).not.toHaveProperty('webviewTag'),
  ],
  [
    '12. Verify WebView options before creation',
    ({ window }) =>
      expect(isPrevented((event) => window.webContents.emit('will-attach-webview', event, {}, {}))).toBe(
        true,
      ),
  ],
  [
    '13. Disable or limit navigation',
    ({ app }) => {
      // Not only in our windows: in whatever contents come to be.
      const contents = new FakeWebContents();
      app.emit('web-contents-created', {}, contents);
      for (const name of ['will-frame-navigate', 'will-redirect']) {
        const stays = (url: string): boolean =>
          isPrevented((event) => contents.emit(name, { ...event, url }));
        expect(hostile.filter((url) => !stays(url))).toEqual([]);
        expect(stays('app://stile/runs/1')).toBe(false);
      }
    },
  ],
  [
    '14. Disable or limit creation of new windows',
    ({ window }) => {
      for (const url of [...hostile, 'app://stile/']) {
        expect(window.webContents.windowOpenHandler?.({ url })).toEqual({ action: 'deny' });
      }
    },
  ],
  [
    '15. Do not use shell.openExternal with untrusted content',
    async ({ window, dialog, opened, askFrom }) => {
      dialog.answers.messageBox = 1;
      for (const url of [...hostile, 'smb://evil/share', 'https://user@example.org/']) {
        await askFrom(window.webContents.mainFrame, 'openExternal', { url });
      }
      await Promise.resolve();
      expect([dialog.asked.map(({ detail }) => detail), opened]).toEqual([['https://evil.example/'], []]);
    },
  ],
  [
    '16. Use a current version of Electron, one exactly',
    () => {
      const { devDependencies, dependencies } = readJson('package.json');
      expect({ ...dependencies, ...devDependencies }['electron']).toMatch(/^\d+\.\d+\.\d+$/);
    },
  ],
  [
    '17. Validate the sender of all IPC messages',
    async ({ window, askFrom, connectFrom, children }) => {
      await window.webContents.untilStatus('ready');
      const inner = new FakeFrame('app://stile/');
      connectFrom(inner);
      connectFrom(null);
      expect(await askFrom(inner, 'describe', {})).toMatchObject({ ok: false, code: 'UNAUTHORIZED' });
      expect([inner.ports, children[0]?.sent.length]).toEqual([[], 1]);
    },
  ],
  [
    '18. Avoid usage of the file:// protocol and prefer usage of custom protocols',
    ({ session, schemes }) => {
      expect(sources).not.toMatch(/loadFile|['"`]file:/);
      expect(schemes.map(({ scheme, privileges }) => [scheme, privileges?.bypassCSP])).toEqual([
        ['app', undefined],
      ]);
      let cancelled = false;
      session.beforeRequest?.({ url: 'file:///etc/passwd' }, ({ cancel }) => (cancelled = cancel));
      expect(cancelled).toBe(true);
    },
  ],
  [
    '19. Check which fuses you can change',
    () => {
      const { electronFuses } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
      expect(electronFuses).toEqual({
        // The supervisor, node tasks and the command run on Electron's own binary.
        runAsNode: true,
        enableCookieEncryption: false,
        enableNodeOptionsEnvironmentVariable: false,
        enableNodeCliInspectArguments: false,
        enableEmbeddedAsarIntegrityValidation: true,
        onlyLoadAppFromAsar: true,
        loadBrowserProcessSpecificV8Snapshot: false,
        grantFileProtocolExtraPrivileges: false,
      });
    },
  ],
  [
    '20. Do not expose Electron APIs to untrusted web content',
    () => {
      // What crosses is shown by preload.test.ts; here: that there is one bridge, and that nothing else is given away.
      expect(sources.match(/exposeInMainWorld/g)).toHaveLength(1);
      expect(sources).not.toMatch(/exposeInIsolatedWorld|executeJavaScript|ipcRenderer\.sendSync/);
    },
  ],
];

describe('the security checklist of Electron', () => {
  it.each(points)('%s', (_title, check) => withShell({}, async (shell) => check(shell)));

  it('has twenty points', () => expect(points).toHaveLength(20));
});

describe('beyond the checklist', () => {
  it('no page is believed to be somebody by a certificate or a password', () =>
    withShell({}, async ({ app, window }) => {
      const answers: unknown[][] = [];
      const answer = (...given: unknown[]): void => void answers.push(given);
      const { webContents } = window;
      const prevented = [
        isPrevented((event) =>
          app.emit('certificate-error', event, webContents, 'https://a/', 'bad', {}, answer),
        ),
        isPrevented((event) =>
          app.emit('select-client-certificate', event, webContents, 'https://a/', [{}], answer),
        ),
        isPrevented((event) => app.emit('login', event, webContents, {}, {}, answer)),
      ];
      expect([prevented, answers]).toEqual([
        [true, true, true],
        [[false], [], []],
      ]);
    }));

  it('nothing foreign is downloaded', () =>
    withShell({}, async ({ session }) => {
      for (const url of hostile.filter((one) => !one.startsWith('data:'))) {
        const item = new FakeDownload(url, '/x');
        expect(
          isPrevented((event) => session.emitter.emit('will-download', event, item)),
          url,
        ).toBe(true);
        expect(item.saveDialogs).toEqual([]);
      }
    }));

  it('what a page made in memory is saved where a person says, in the folder of the last time', () =>
    withShell({}, async ({ session }) => {
      const [first, second] = [
        new FakeDownload('blob:app://stile/1', join('/ut', 'åäö', 'model.onnx')),
        new FakeDownload('data:text/csv,a', '/x'),
      ];
      for (const item of [first, second]) {
        expect(isPrevented((event) => session.emitter.emit('will-download', event, item))).toBe(false);
        item.emit('done', {}, item === first ? 'completed' : 'cancelled');
      }
      const third = new FakeDownload('blob:app://stile/2', '/y');
      session.emitter.emit('will-download', { preventDefault: () => undefined }, third);
      const folder = join('/ut', 'åäö', 'model.onnx');
      expect([first, second, third].map(({ saveDialogs }) => saveDialogs)).toEqual([
        [{ defaultPath: 'model.onnx' }],
        [{ defaultPath: folder }],
        [{ defaultPath: folder }],
      ]);
    }));
});
