import type { BrowserContext } from '@playwright/test';
import { expect } from '@playwright/test';

/** Watches what must never happen on any page: a breach of the security policy, a foreign request, an error. */
export async function guardContext(
  context: BrowserContext,
  ownOrigins: () => readonly string[],
): Promise<() => void> {
  const seen: string[] = [];
  await context.exposeBinding('stileTestViolation', (_source, words: string) => seen.push(words));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      const report = window as Window & typeof globalThis & { stileTestViolation: (words: string) => void };
      report.stileTestViolation(`policy: ${violatedDirective} blocked ${blockedURI} in ${sourceFile}`);
    });
  });
  context.on('request', (request) => {
    const url = request.url();
    const isOwn = ownOrigins().some((origin) => url.startsWith(`${origin}/`)) || /^(data|blob):/.test(url);
    if (!isOwn) seen.push(`foreign request: ${url}`);
  });
  context.on('weberror', (error) => seen.push(`error in the page: ${error.error().stack ?? ''}`));
  return () => expect(seen).toEqual([]);
}
