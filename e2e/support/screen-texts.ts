import type { Page } from '@playwright/test';

/** Every visible text and every name that a screen reader would say. */
export function collectTexts(): string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent !== null && parent.closest('script, style, [aria-hidden=true], [translate=no]') === null)
      texts.push(node.textContent ?? '');
  }
  for (const element of document.querySelectorAll('[aria-label], [placeholder]')) {
    if (element.closest('[aria-hidden=true]') !== null) continue;
    texts.push(element.getAttribute('aria-label') ?? '');
    if (!element.matches('input[spellcheck="false"]')) texts.push(element.getAttribute('placeholder') ?? '');
  }
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

/** What is no word: figures, units of time and of size, days, keys, and names that are the same everywhere. */
const figures = [
  /^[\d\s.,:+\-–−×±·∞%/<>≤≥=()@#…→?]*$/,
  /^[−-]?\d[\d.,\s]*(ms|µs|s|m|h|d|kB|MB|GB|bytes?|kb|m \d\d s|h \d\d m|d \d+ h)$/,
  /^\d{1,2} [A-Z][a-z]{2}( \d{4})?( \d\d:\d\d)?$/,
  /^[A-Z][a-z]+day \d{1,2} [A-Z][a-z]+$/,
  /^(Enter|Space|Esc|Delete|(Ctrl\+)?(Shift\+)?(.|Enter)|[↓↑] [jk])$/,
  /^(Svenska|PowerShell)$/,
];

type Data = { readonly settled: () => Promise<unknown>; readonly has: (text: string) => boolean };

/**
 * Remembers all that the engine answers to a page: such texts are data, as names, paths and values are, and stand on the
 * screen as they are.
 */
export function recordData(page: Page): Data {
  let answers = '';
  const reading: Promise<void>[] = [];
  page.on('response', (response) => {
    if (!/\/rpc\/(?!events)|\/files\//.test(response.url())) return;
    // What the page itself did not wait for has no body.
    const read = response.text().catch(() => '');
    reading.push(read.then((body) => void (answers += `\n${body}`)));
  });
  return {
    settled: () => Promise.all(reading),
    has: (text) => answers.includes(text) || answers.includes(JSON.stringify(text).slice(1, -1)),
  };
}

/** Texts of a page shown in the pseudo language that are in no catalog and are no data. */
export async function readUntranslated(page: Page, data: Data): Promise<string[]> {
  const texts = await page.evaluate(collectTexts);
  await data.settled();
  const isKnown = (text: string): boolean =>
    text.includes('⟦') || figures.some((pattern) => pattern.test(text)) || data.has(text);
  // Such as `window: the reason`, `churn@champion` and `churn v4, 949 byte`.
  const plain = texts.filter((text) => !isKnown(text) && !text.split(/: |, | → | (?=v?\d)|@/).every(isKnown));
  return [...new Set(plain)].map((text) => `no catalog has “${text}”`);
}
