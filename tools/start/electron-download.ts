import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runProgram } from '../lib/run-program.ts';
import type { VerbContext } from '../lib/verb.ts';
import { mayFetchElectron } from './decide.ts';
import type { Machine } from './decide.ts';

const timeLimit = 90_000;

/**
 * Fetches Electron's binary (about 110 MB; its npm package comes without) if it may and was not tried since
 * the package changed: whoever has no way out must not wait for it at every start.
 */
export async function fetchElectronOnce(
  { paths, say }: Pick<VerbContext, 'paths' | 'say'>,
  machine: Machine,
  electronPackage: string,
): Promise<void> {
  const tried = join(paths.cache, 'stamps', 'electron-download');
  if (!mayFetchElectron(machine, electronPackage) || machine.exists(tried)) return;
  say("Fetching Electron's binary (once) ...");
  const script = join(electronPackage, 'install.js');
  const result = await runProgram(process.execPath, [script], { cwd: paths.root, timeLimit });
  if (result.code === 0) return rmSync(tried, { force: true });
  mkdirSync(join(paths.cache, 'stamps'), { recursive: true });
  writeFileSync(tried, `${result.output}\n`);
  say(`It could not be fetched; ${tried} says why, and deleting that file makes the next start try again.`);
}
