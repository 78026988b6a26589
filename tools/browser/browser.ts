import { existsSync } from 'node:fs';
import process from 'node:process';
import type { VerbContext } from '../lib/verb.ts';
import type { Machine } from '../start/decide.ts';
import { hasBundledBrowser, unpackBundledBrowser } from './bundled.ts';
import { findInstalledBrowser } from './find.ts';

/** A browser to test in, or why there is none. */
export type TestBrowser = { kind: 'found'; path: string } | { kind: 'missing'; reason: string };

/** STILE_BROWSER, an installed browser, or the Chromium in node_modules, in this order. */
export async function ensureTestBrowser(
  ctx: Pick<VerbContext, 'env' | 'paths' | 'say'>,
): Promise<TestBrowser> {
  const machine: Machine = { platform: process.platform, env: ctx.env, exists: existsSync };
  const chosen = ctx.env['STILE_BROWSER'];
  if (chosen) return chosenBrowser(chosen);
  const installed = findInstalledBrowser(machine);
  if (installed) return { kind: 'found', path: installed };
  if (!hasBundledBrowser(process.platform, process.arch))
    return { kind: 'missing', reason: noBrowserSentence() };
  return { kind: 'found', path: await unpackBundledBrowser(ctx) };
}

function chosenBrowser(path: string): TestBrowser {
  if (existsSync(path)) return { kind: 'found', path };
  return { kind: 'missing', reason: `STILE_BROWSER names ${path}, and there is no such file` };
}

function noBrowserSentence(): string {
  return (
    `no Chrome, Chromium or Edge is installed in the usual places of ${process.platform} ${process.arch}: ` +
    'install one, or name its program in STILE_BROWSER'
  );
}
