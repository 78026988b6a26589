// Draws resources/icons/icon.svg in every size and container that the installers need:
//   STILE_BROWSER=<Chrome or Chromium> node electron/icons/generate-icons.ts
// The results are committed, so that packing needs no browser.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { buildIcns, buildIco, icnsSizes } from './containers.ts';
import type { SquarePng } from './containers.ts';

const folder = join(dirname(dirname(import.meta.dirname)), 'resources', 'icons');
const pngSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const icoSizes = [16, 24, 32, 48, 64, 128, 256];
/** macOS draws app icons on a grid with a margin: 824 of 1024 pixels carry the tile. */
const macScale = 824 / 1024;

const executablePath = process.env['STILE_BROWSER'];
if (!executablePath)
  throw new Error('STILE_BROWSER is not set: it must name a Chrome or Chromium to draw with.');

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  const full = await drawAll(page, [...new Set([...pngSizes, ...icoSizes])], 1);
  const inset = await drawAll(page, icnsSizes, macScale);
  mkdirSync(join(folder, 'png'), { recursive: true });
  for (const { size, bytes } of full.filter((image) => pngSizes.includes(image.size))) {
    writeFileSync(join(folder, 'png', `${size}x${size}.png`), bytes);
  }
  writeFileSync(join(folder, 'icon.ico'), buildIco(full.filter(({ size }) => icoSizes.includes(size))));
  writeFileSync(join(folder, 'icon.icns'), buildIcns(inset));
} finally {
  await browser.close();
}

async function drawAll(page: Page, sizes: number[], scale: number): Promise<SquarePng[]> {
  const images: SquarePng[] = [];
  for (const size of sizes) images.push({ size, bytes: await draw(page, size, scale) });
  return images;
}

async function draw(page: Page, size: number, scale: number): Promise<Buffer> {
  const svg = readFileSync(join(folder, 'icon.svg')).toString('base64');
  const width = size * scale;
  const style = `position:absolute;left:${(size - width) / 2}px;top:${(size - width) / 2}px;width:${width}px`;
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<body style="margin:0"><img style="${style}" src="data:image/svg+xml;base64,${svg}">`,
  );
  await page.evaluate('Promise.all([...document.images].map((image) => image.decode()))');
  return page.screenshot({ omitBackground: true });
}
