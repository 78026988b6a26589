// Draws resources/icons/*.svg and electron/icons/drawings/*.svg in every size and container that the app and its
// installers need:
//   STILE_BROWSER=<Chrome or Chromium> node electron/icons/generate-icons.ts
// The results are committed, so that packing needs no browser.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { buildBmp, buildIcns, buildIco, icnsSizes } from './containers.ts';
import type { SquarePng } from './containers.ts';

const resources = join(dirname(dirname(import.meta.dirname)), 'resources');
const icons = join(resources, 'icons');
const drawings = join(import.meta.dirname, 'drawings');

const pngSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const icoSizes = [16, 24, 32, 48, 64, 128, 256];
/** Sizes of a tray on Windows from 100 to 300 % zoom. */
const trayIcoSizes = [16, 20, 24, 32, 48];
/** macOS draws app icons on a grid with a margin: 824 of 1024 pixels carry the tile. Documents fill theirs. */
const macScale = 824 / 1024;
/** Up to this width a drawing of its own, whose lines lie on whole pixels, is taken. */
const smallUpTo = 16;

const executablePath = process.env['STILE_BROWSER'];
if (!executablePath)
  throw new Error('STILE_BROWSER is not set: it must name a Chrome or Chromium to draw with.');

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  await drawIcon(page, 'icon', 'png', macScale);
  await drawIcon(page, 'document', 'document-png', 1);
  await drawTray(page);
  await drawInstallers(page);
} finally {
  await browser.close();
}

async function drawIcon(page: Page, name: string, pngFolder: string, scaleOnMac: number): Promise<void> {
  const source = (size: number): string =>
    join(icons, size <= smallUpTo ? `${name}-small.svg` : `${name}.svg`);
  const full = await drawAll(page, pngSizes, source);
  mkdirSync(join(icons, pngFolder), { recursive: true });
  for (const { size, bytes } of full) writeFileSync(join(icons, pngFolder, `${size}x${size}.png`), bytes);
  writeFileSync(join(icons, `${name}.ico`), buildIco(full.filter(({ size }) => icoSizes.includes(size))));
  writeFileSync(join(icons, `${name}.icns`), buildIcns(await drawAll(page, icnsSizes, source, scaleOnMac)));
}

/** The template is what macOS colours itself; the others carry the tile, which shows on light and dark panels. */
async function drawTray(page: Page): Promise<void> {
  const folder = join(resources, 'tray');
  mkdirSync(folder, { recursive: true });
  const write = async (name: string, source: string, size: number): Promise<void> => {
    writeFileSync(join(folder, `${name}.png`), await draw(page, source, { width: size, height: size }));
    writeFileSync(
      join(folder, `${name}@2x.png`),
      await draw(page, source, { width: 2 * size, height: 2 * size }),
    );
  };
  await write('trayTemplate', join(drawings, 'tray.svg'), 16);
  await write('tray', join(icons, 'icon.svg'), 24);
  await write('badge', join(drawings, 'badge.svg'), 16);
  const images = await drawAll(page, trayIcoSizes, (size) =>
    join(icons, size <= smallUpTo ? 'icon-small.svg' : 'icon.svg'),
  );
  writeFileSync(join(folder, 'tray.ico'), buildIco(images));
}

async function drawInstallers(page: Page): Promise<void> {
  const folder = join(resources, 'installer');
  mkdirSync(folder, { recursive: true });
  const sidebar = join(drawings, 'installer-sidebar.svg');
  const header = join(drawings, 'installer-header.svg');
  const background = join(drawings, 'dmg-background.svg');
  writeFileSync(join(folder, 'sidebar.bmp'), await drawBmp(page, sidebar, { width: 164, height: 314 }));
  writeFileSync(join(folder, 'header.bmp'), await drawBmp(page, header, { width: 150, height: 57 }));
  writeFileSync(join(folder, 'background.png'), await draw(page, background, { width: 540, height: 380 }));
  writeFileSync(
    join(folder, 'background@2x.png'),
    await draw(page, background, { width: 1080, height: 760 }),
  );
}

async function drawAll(
  page: Page,
  sizes: number[],
  source: (size: number) => string,
  scale = 1,
): Promise<SquarePng[]> {
  const images: SquarePng[] = [];
  for (const size of sizes) {
    images.push({ size, bytes: await draw(page, source(size), { width: size, height: size }, scale) });
  }
  return images;
}

interface Size {
  width: number;
  height: number;
}

async function draw(page: Page, source: string, { width, height }: Size, scale = 1): Promise<Buffer> {
  const inner = { width: width * scale, height: height * scale };
  const place = `left:${(width - inner.width) / 2}px;top:${(height - inner.height) / 2}px`;
  const style = `position:absolute;${place};width:${inner.width}px;height:${inner.height}px`;
  await page.setViewportSize({ width, height });
  const svg = readFileSync(source).toString('base64');
  await page.setContent(
    `<body style="margin:0"><img style="${style}" src="data:image/svg+xml;base64,${svg}">`,
  );
  await page.evaluate('Promise.all([...document.images].map((image) => image.decode()))');
  return page.screenshot({ omitBackground: true });
}

/** Reads the pixels out of a canvas, because a bitmap is not among what a browser writes. */
async function drawBmp(page: Page, source: string, size: Size): Promise<Buffer> {
  const png = (await draw(page, source, size)).toString('base64');
  const pixels = await page.evaluate<number[]>(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${png}';
    await image.decode();
    const drawing = new OffscreenCanvas(${size.width}, ${size.height}).getContext('2d');
    drawing.drawImage(image, 0, 0);
    return [...drawing.getImageData(0, 0, ${size.width}, ${size.height}).data];
  })()`);
  return buildBmp(size.width, size.height, pixels);
}
