import { expect as baseExpect, test as base } from '@playwright/test';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { makeWorkspace, startEngine } from './support/engine.ts';
import type { TestEngine } from './support/engine.ts';
import { EmulatedShell } from './support/emulated-shell.ts';
import { guardContext } from './support/guard.ts';
import { startShellEngine } from './support/shell-engine.ts';
import type { ShellEngine } from './support/shell-engine.ts';
import { emulateShell, shellOrigin } from './shell-window.ts';

export { expect } from '@playwright/test';

/** For a test whose subject the link could break: it runs over the MessagePort too. All others run over HTTP alone. */
export const main = { tag: '@main' };

/** For a test of what only the desktop window has. */
export const portOnly = { tag: '@port' };

export type OpenWindow = (path?: string, options?: BrowserContextOptions) => Promise<Page>;

type Fixtures = {
  /** An engine of its own on a workspace of its own. */
  readonly engine: TestEngine | ShellEngine;
  /** What windows of the link `port` take for the desktop's shell. */
  readonly shell: EmulatedShell;
  /** Opens a window on it over the link of the project, in a browser context of its own. */
  readonly openWindow: OpenWindow;
};

export const test = base.extend<Fixtures>({
  engine: async ({ browserName: _browserName }, use, { project }) => {
    const workspace = makeWorkspace();
    const engine = await (project.name === 'port' ? startShellEngine : startEngine)(workspace.path);
    await use(engine);
    await engine.stop();
    workspace.remove();
  },

  shell: async ({ browserName: _browserName }, use) => {
    await use(new EmulatedShell());
  },

  openWindow: async ({ browser, engine, shell }, use) => {
    const checks: (() => void)[] = [];
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (path = '/experiments', options = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        locale: 'en-GB',
        ...options,
      });
      contexts.push(context);
      checks.push(await guardContext(context, () => [engine.address, shellOrigin]));
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const page = await context.newPage();
      if ('connect' in engine) {
        await emulateShell(context, engine.connect, shell);
        await page.goto(`${shellOrigin}${path}`);
      } else {
        // The cookie is what the address of a first visit gives; loading its page too would cost each test a second.
        const entry = await context.request.get(engine.url);
        baseExpect(entry.status()).toBe(200);
        await page.goto(`${engine.address}${path}`);
      }
      return page;
    });
    for (const check of checks) check();
    baseExpect(shell.refused).toEqual([]);
    for (const context of contexts) await context.close();
  },
});
