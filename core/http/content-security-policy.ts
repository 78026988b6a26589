const nonceShape = /^[A-Za-z0-9+/_-]{16,}={0,2}$/;

/**
 * The content security policy of every page that Stile shows, the same in the desktop app and in the headless host.
 * Scripts come from the page's own origin alone. Styles too, and from elements that carry `nonce`, because the UI kit
 * and the code editor add style elements; they also set style attributes, which cannot run code.
 *
 * @param nonce fresh random base64 (at least 16 characters) for each answer
 * @throws RangeError when the nonce is no base64 text: anything else could add directives
 */
export function buildContentSecurityPolicy(nonce: string): string {
  if (!nonceShape.test(nonce))
    throw new RangeError(`The nonce "${nonce}" must be at least 16 characters of base64.`);
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
