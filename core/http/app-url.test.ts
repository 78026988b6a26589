import { describe, expect, it } from 'vitest';
import { isAppUrl, isLocalRequest, toExternalUrl } from './app-url.ts';

describe('addresses of the app', () => {
  it.each(['app://stile/', 'app://stile', 'app://stile/a/b?c#d'])('%s is ours', (url) => {
    expect([isAppUrl(url), isLocalRequest(url)]).toEqual([true, true]);
  });

  it.each([
    'app://stile.evil/',
    'app://evil/?app://stile/',
    'app://stile@evil/',
    'app://evil@stile/',
    'app://stile:80/',
    'app:stile/',
    'app:///stile/',
    'https://stile/',
    'http://127.0.0.1:5000/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'blob:https://evil/1',
    'blob:app://stile.evil/1',
    'chrome://settings',
    'devtools://evil/',
    'ws://127.0.0.1/',
    'about:blank',
    '',
    'app',
  ])('%s is not', (url) => {
    expect([isAppUrl(url), isLocalRequest(url)]).toEqual([false, false]);
  });

  it.each(['blob:app://stile/0b1c', 'data:image/png;base64,AA==', 'devtools://devtools/bundled/x.js'])(
    '%s may be loaded, but not navigated to',
    (url) => expect([isAppUrl(url), isLocalRequest(url)]).toEqual([false, true]),
  );
});

describe('links that leave the app', () => {
  it.each([
    ['https://mlflow.org/docs', 'https://mlflow.org/docs'],
    ['HTTPS://MLflow.org', 'https://mlflow.org/'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
    ['https://xn--e1awd7f.com/', 'https://xn--e1awd7f.com/'],
    // A look-alike address is shown to the person in its true form.
    ['https://аррӏе.com/', 'https://xn--80ak6aa92e.com/'],
  ])('%s goes to the system as %s', (given, opened) => {
    expect(toExternalUrl(given)).toBe(opened);
  });

  it.each([
    'http://insecure.example/',
    'https://user:password@evil.example/',
    'https://github.com@evil.example/',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///C:/Windows/System32/calc.exe',
    'smb://evil/share',
    '\\\\evil\\share',
    'ms-msdt:/id PCWDiagnostic',
    'ms-officecmd:x',
    'search-ms:query=x',
    'vbscript:x',
    'ssh://evil',
    'stile://x',
    'app://stile/',
    'https:',
    'calc.exe',
    '',
  ])('%s is dropped', (url) => {
    expect(toExternalUrl(url)).toBeNull();
  });
});
