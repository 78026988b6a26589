import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { buildStale } from '../build/build.ts';
import { electronPart } from '../build/electron-part.ts';
import { runNpm } from '../launcher/npm.mjs';
import { readJson } from '../lib/json.ts';
import { withLock } from '../lib/lock.ts';
import type { RepositoryPaths } from '../lib/paths.ts';
import { runProgram } from '../lib/run-program.ts';
import { hashFiles } from '../lib/stamp.ts';
import type { Verb, VerbContext } from '../lib/verb.ts';
import { judge } from './judge.ts';
import type { Finding } from './judge.ts';
import { reviewed } from './reviewed.ts';

/** What must be found in it shows that the scanner works. */
const knownBad = `
  const { BrowserWindow } = require('electron');
  new BrowserWindow({ webPreferences: { nodeIntegration: true, webSecurity: false } });
`;
const foundInKnownBad = ['NODE_INTEGRATION_JS_CHECK', 'WEB_SECURITY_JS_CHECK'];

/**
 * `npm run scan`: a static scan of the built shell for what makes Electron apps unsafe. It has packages of its own, which
 * are fetched once into .cache; the scan itself asks nobody. Every finding is on a reviewed list with its reason.
 */
export const scan: Verb = async (ctx) => {
  await buildStale(ctx, [electronPart]);
  const home = await installScanner(ctx);
  await checkScanner(ctx.paths, home);
  const findings = await runScanner(ctx.paths, home, await lowerShell(ctx.paths));
  const problems = judge(findings, reviewed);
  for (const problem of problems) console.log(problem);
  console.log(
    `${findings.length} findings, ${problems.length} that the list in tools/scan/reviewed.ts does not explain.`,
  );
  return problems.length === 0 ? 0 : 1;
};

/** Exactly what tools/scan/packages/package-lock.json names, with its hashes and without any script. */
async function installScanner({ paths, say }: VerbContext): Promise<string> {
  const own = join(paths.root, 'tools', 'scan', 'packages');
  const files = ['package.json', 'package-lock.json'].map((name) => join(own, name));
  const home = join(paths.cache, 'scan', hashFiles(paths.root, files).slice(0, 16));
  const ready = join(home, '.ready');
  await withLock(`${home}.lock`, async () => {
    if (existsSync(ready)) return;
    say('Fetching the scanner (once) ...');
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(own, name), join(home, name));
    runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: home });
    writeFileSync(ready, '');
  });
  return home;
}

/** The scanner reads the language of 2019, and passes over a file that has anything newer. */
async function lowerShell({ dist, cache }: RepositoryPaths): Promise<string> {
  const esbuild = await import('esbuild');
  const folder = emptyFolder(join(cache, 'scan', 'shell'));
  await esbuild.build({
    entryPoints: [join(dist, 'electron', 'main.js'), join(dist, 'electron', 'preload.cjs')],
    outdir: folder,
    target: 'es2019',
    logLevel: 'error',
  });
  return folder;
}

async function checkScanner(paths: RepositoryPaths, home: string): Promise<void> {
  const folder = emptyFolder(join(paths.cache, 'scan', 'known-bad'));
  writeFileSync(join(folder, 'main.js'), knownBad);
  const checks = (await runScanner(paths, home, folder)).map(({ check }) => check);
  const missing = foundInKnownBad.filter((check) => !checks.includes(check));
  if (missing.length > 0)
    throw new Error(
      `The scanner does not find ${missing.join(', ')} in code that has it: it found ${checks.join(', ')}.`,
    );
}

async function runScanner(paths: RepositoryPaths, home: string, folder: string): Promise<Finding[]> {
  const { version } = readJson<{ version: string }>(
    createRequire(import.meta.url).resolve('electron/package.json'),
  );
  const script = join(paths.root, 'tools', 'scan', 'run-scanner.ts');
  const result = await runProgram(process.execPath, [script, home, folder, version], {
    cwd: folder,
    timeLimit: 120_000,
  });
  const [, line] = /^scanned:(.*)$/m.exec(result.output) ?? [];
  if (line === undefined) throw new Error(`The scanner broke off (${result.code}):\n${result.output}`);
  const { findings, problems } = JSON.parse(line) as { findings: Finding[]; problems: string[] };
  if (problems.length > 0) throw new Error(`The scanner could not read ${problems.join('; ')}.`);
  return findings;
}

function emptyFolder(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
