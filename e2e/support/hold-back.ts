import type { Page } from '@playwright/test';

/** Keeps what is asked for at such an address waiting; returns what lets it go, and all that comes later. */
export async function holdBack(page: Page, address: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(address, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}
