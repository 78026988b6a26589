import process from 'node:process';
import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';
import type { BenchRow } from '#core/testing/bench-types.ts';

/** The browser of the tests, as they start it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['STILE_BROWSER_PATH'],
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
}

/** A figure that has to stay below a limit. */
export function row(what: string, value: number, unit: string, limit: number): BenchRow {
  return { case: what, value, unit, budget: `< ${String(limit)} ${unit}`, ok: value < limit };
}
