/** The one origin of the app's pages. Its path is the screen; nothing but files of the build is behind it. */
export const appScheme = 'app';
const appHost = 'stile';
export const appOrigin = `${appScheme}://${appHost}`;

/** True for addresses of the app's own pages and files, whoever asks. */
export function isAppUrl(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && isAppLocation(url);
}

/** `app:` is no scheme that Node knows, so `origin` says nothing here: the parts are compared one by one. */
export function isAppLocation(url: URL): boolean {
  return (
    url.protocol === `${appScheme}:` && url.host === appHost && url.username === '' && url.password === ''
  );
}

/** True for what a page may load: the app itself, what it made in memory, and Chromium's own developer tools. */
export function isLocalRequest(address: string): boolean {
  return isOwnDownload(address) || isAppUrl(address) || address.startsWith('devtools://devtools/');
}

/**
 * The address to hand to the system's browser or mail program, or null when it must not be: only https and mailto.
 * Links come from texts that anyone may have written, and other schemes start programs.
 */
export function toExternalUrl(address: string): string | null {
  const url = URL.parse(address);
  if (url === null) return null;
  if (url.protocol === 'mailto:') return url.href;
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return url.href;
}

/** What a page has made in memory and wants to save. */
export function isOwnDownload(address: string): boolean {
  return address.startsWith(`blob:${appOrigin}/`) || address.startsWith('data:');
}
