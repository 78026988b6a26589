const policy = (nonce: string): string =>
  `default-src 'none'; style-src 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; img-src data:; font-src data:`;

/**
 * A logged page for a frame without any rights: its scripts are taken out, its styles may stay, and its own policy
 * forbids every request, also those that a sandbox would let through, such as pictures.
 */
export function sandboxedHtml(text: string, nonce: string): string {
  // Before it is parsed: the policy of the window is asked about styles as soon as there is an element.
  const withNonce = text.replaceAll(/<style\b/gi, `<style nonce="${nonce}"`);
  const page = new DOMParser().parseFromString(withNonce, 'text/html');
  for (const element of page.querySelectorAll('script, base, meta[http-equiv], iframe, object, embed, link'))
    element.remove();
  for (const attribute of ['src', 'srcset', 'poster', 'background', 'href'])
    for (const element of page.querySelectorAll(`[${attribute}]`))
      if (!/^(data:|#)/.test(element.getAttribute(attribute) ?? '')) element.removeAttribute(attribute);
  const meta = page.createElement('meta');
  meta.setAttribute('http-equiv', 'Content-Security-Policy');
  meta.setAttribute('content', policy(nonce));
  page.head.prepend(meta);
  return `<!doctype html>${page.documentElement.outerHTML}`;
}
