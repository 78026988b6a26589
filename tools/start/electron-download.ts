import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runProgram } from '../lib/run-program.ts';
import type { VerbContext } from '../lib/verb.ts';
import { mayFetchElectron } from './decide.ts';
import type { Machine } from './decide.ts';

/** Time for 110 MB over a slow line. */
const timeLimit = 300_000;
/** Whoever has no way out must not wait for it at every start; whoever was offline once gets another try. */
const triesAgainAfter = 24 * 3_600_000;

/** Fetches Electron's binary as its npm package does, and answers what it printed. */
export type Fetch = (electronPackage: string) => Promise<{ code: number; output: string }>;

/**
 * Fetches Electron's binary (its npm package comes without), if it may and was not tried within a day.
 *
 * @param now milliseconds since 1970
 * @returns why there is none, as the end of a sentence; null when it is there, or nobody wanted it
 */
export async function fetchElectron(
  { paths, say }: Pick<VerbContext, 'paths' | 'say'>,
  machine: Machine,
  electronPackage: string,
  { now, fetch = runElectronInstaller }: { now: number; fetch?: Fetch },
): Promise<string | null> {
  if (!mayFetchElectron(machine, electronPackage)) return null;
  const tried = join(paths.cache, 'stamps', 'electron-download');
  const before = statSync(tried, { throwIfNoEntry: false });
  if (before && now - before.mtimeMs < triesAgainAfter) return toReason(readFileSync(tried, 'utf8'), tried);
  say("Fetching Electron's binary, about 110 MB (once) ...");
  const { code, output } = await fetch(electronPackage);
  rmSync(tried, { force: true });
  if (code === 0) return null;
  const problem = code === 124 ? `it took more than ${timeLimit / 60_000} minutes` : firstLine(output);
  mkdirSync(join(paths.cache, 'stamps'), { recursive: true });
  writeFileSync(tried, `${problem}\n\n${output}\n`);
  return toReason(problem, tried);
}

/** Fetches Electron's binary by the program that its npm package has for it. */
export function runElectronInstaller(electronPackage: string): Promise<{ code: number; output: string }> {
  return runProgram(process.execPath, [join(electronPackage, 'install.js')], {
    cwd: electronPackage,
    timeLimit,
  });
}

function toReason(text: string, tried: string): string {
  return `Electron's binary could not be fetched (${firstLine(text)}). Stile tries again tomorrow, or at the next start without ${tried}`;
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').replace(/^\w*Error: /, '');
}
