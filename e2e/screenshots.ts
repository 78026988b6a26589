// Takes the pictures of docs/screenshots from the built window: `npm run screenshots`, which sets STILE_BROWSER_PATH.
// Names given to it take those alone: `npm run screenshots -- home compare`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { startEngine } from './support/engine.ts';
import type { TestEngine } from './support/engine.ts';
import { listShots, type Shot } from './support/shots.ts';
import { shrinkPng } from './support/shrink-png.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs', 'screenshots');
const wanted = process.argv.slice(2);

// The path of the workspace stands on some pictures, so it is a plain one.
const home = join(tmpdir(), 'stile-screenshots');
rmSync(home, { recursive: true, force: true });
const workspace = join(home, 'corner-shop');
mkdirSync(home, { recursive: true });
const program = join(root, 'core', 'testing', 'gallery', 'make-gallery.ts');
execFileSync(process.execPath, [program, workspace], { stdio: ['ignore', 'ignore', 'inherit'] });

const executablePath = process.env['STILE_BROWSER_PATH'];
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'];
const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
// The usual port, where it is free: it stands on every picture.
const engine = await startEngine(workspace, 5000).catch(() => startEngine(workspace));
try {
  const shots = await listShots(engine.client);
  const unknown = wanted.filter((name) => !shots.some((shot) => nameOf(shot) === name));
  if (unknown.length > 0)
    throw new Error(`No picture is called ${unknown.join(', ')}. Known: ${shots.map(nameOf).join(', ')}.`);
  if (wanted.length === 0) removeOld(shots);
  for (const shot of shots) {
    if (wanted.length > 0 && !wanted.includes(nameOf(shot))) continue;
    try {
      await take(browser, engine, shot);
    } catch (error) {
      // The others are taken all the same.
      process.exitCode = 1;
      process.stderr.write(
        `${nameOf(shot)} was not taken: ${error instanceof Error ? error.message : String(error)}\n`,
      );
    }
  }
} finally {
  await browser.close();
  await engine.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}

/** `home`, `home-dark`, `home-sv`, `home-dark-sv` */
function nameOf({ name, scheme, locale }: Shot): string {
  return [name, scheme === 'dark' ? 'dark' : '', locale === 'sv' ? 'sv' : ''].filter(Boolean).join('-');
}

/** Pictures that are no longer taken. */
function removeOld(shots: readonly Shot[]): void {
  mkdirSync(folder, { recursive: true });
  const files = new Set(shots.map((shot) => `${nameOf(shot)}.png`));
  for (const file of readdirSync(folder))
    if (file.endsWith('.png') && !files.has(file)) rmSync(join(folder, file));
}

async function take(from: Browser, { address, client }: TestEngine, shot: Shot): Promise<void> {
  await shot.before?.();
  const context = await from.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: shot.scheme ?? 'light',
    locale: shot.locale === 'sv' ? 'sv-SE' : 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  const { url } = await client.system.browserToken({});
  await page.goto(url);
  await page.goto(`${address}${shot.path}`);
  await page.locator(shot.shows).first().waitFor();
  await shot.prepare?.(page);
  await settle(page);
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await context.close();
  if (failures.length > 0) throw new Error(`${nameOf(shot)}: ${failures.join('; ')}`);
  const small = shrinkPng(picture);
  writeFileSync(join(folder, `${nameOf(shot)}.png`), small);
  process.stderr.write(`${nameOf(shot)}.png, ${Math.round(small.length / 1000)} kB\n`);
}

/** Fonts, and what a page reads after its first paint, such as the courses of metrics. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(900);
  await page.mouse.move(640, 799);
}
