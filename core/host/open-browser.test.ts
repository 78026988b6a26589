import { expect, it } from 'vitest';
import { buildBrowserCommand, mayOpenBrowser } from './open-browser.ts';

const url = 'http://127.0.0.1:5000/?token=a&b';

it.each([
  ['linux', 'xdg-open', [url]],
  ['darwin', 'open', [url]],
  ['win32', 'rundll32.exe', ['url.dll,FileProtocolHandler', url]],
] as const)('%s shows an address by %s', (platform, command, args) => {
  expect(buildBrowserCommand(platform, url)).toEqual({ command, args });
});

it.each([
  ['linux', {}, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['linux', { DISPLAY: ':0', CI: 'true' }, false],
  ['linux', { STILE_OPEN_BROWSER: '1' }, true],
  ['win32', {}, true],
  ['win32', { STILE_OPEN_BROWSER: '0' }, false],
  ['darwin', {}, true],
  ['darwin', { CI: '1' }, false],
] as const)('on %s with %j a browser opens by itself: %s', (platform, env, expected) => {
  expect(mayOpenBrowser(platform, env)).toBe(expected);
});
