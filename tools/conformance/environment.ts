import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { withLock } from '../lib/lock.ts';
import type { RepositoryPaths } from '../lib/paths.ts';
import { runProgram } from '../lib/run-program.ts';
import { hashFiles } from '../lib/stamp.ts';
import type { VerbContext } from '../lib/verb.ts';

/** Where the tests, their workshop and the lock files lie. */
export function clientFolder(paths: RepositoryPaths): string {
  return join(paths.root, 'e2e', 'mlflow-client');
}

/** The lock files of the two clients that must pass, by name. */
export const lockNames = ['newest', '3.4'] as const;
export type LockName = (typeof lockNames)[number];

export interface PythonProgram {
  command: string[];
  version: string;
}

type Ctx = Pick<VerbContext, 'env' | 'paths' | 'say'>;

/**
 * The python program of an environment that holds exactly what a lock file names; made once and kept in
 * .cache/python/<hash of the lock>.
 *
 * @throws when a package cannot be fetched, or its hash differs
 */
export async function ensureLocked(ctx: Ctx, python: PythonProgram, lock: LockName): Promise<string> {
  const file = join(clientFolder(ctx.paths), 'locks', `${lock}.txt`);
  const hash = hashFiles(ctx.paths.root, [file], [python.version]).slice(0, 16);
  return ensureEnvironment(ctx, python, hash, `the MLflow client of ${lock}.txt`, (home) =>
    install(ctx, home, ['--require-hashes', '--only-binary', ':all:', '--no-deps', '-r', file]),
  );
}

/** The python program of an environment with whatever releases the package index has at this moment. */
export async function installNewest(ctx: Ctx, python: PythonProgram): Promise<string> {
  const home = join(ctx.paths.cache, 'python', 'unlocked');
  rmSync(home, { recursive: true, force: true });
  const wanted = readFileSync(join(clientFolder(ctx.paths), 'locks', 'newest.in'), 'utf8');
  const names = wanted.split('\n').flatMap((line) => line.split('==')[0]?.trim() || []);
  return ensureEnvironment(ctx, python, 'unlocked', 'the newest MLflow client', (place) =>
    install(ctx, place, names),
  );
}

async function ensureEnvironment(
  ctx: Ctx,
  python: PythonProgram,
  name: string,
  what: string,
  fill: (home: string) => Promise<void>,
): Promise<string> {
  const home = join(ctx.paths.cache, 'python', name);
  const ready = join(home, 'stile-ready');
  mkdirSync(join(ctx.paths.cache, 'python'), { recursive: true });
  await withLock(`${home}.lock`, async () => {
    if (existsSync(ready)) return;
    const started = performance.now();
    ctx.say(`Installing ${what} into .cache/python/${name} ...`);
    await makeEmpty(ctx, python, home);
    await fill(home);
    writeFileSync(ready, '');
    ctx.say(`Installed ${what} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  });
  return pythonIn(home);
}

async function makeEmpty(ctx: Ctx, { command }: PythonProgram, home: string): Promise<void> {
  rmSync(home, { recursive: true, force: true });
  const [program = '', ...args] = command;
  await runOrThrow(ctx, program, [...args, '-m', 'venv', home]);
}

function pythonIn(home: string): string {
  return process.platform === 'win32' ? join(home, 'Scripts', 'python.exe') : join(home, 'bin', 'python');
}

/** By uv, which fetches side by side; where it does not run, by pip, which takes ten times as long. */
async function install(ctx: Ctx, home: string, what: string[]): Promise<void> {
  try {
    const uv = await ensureUv(ctx, home);
    const env = { ...ctx.env, ...uvIndex(ctx.env), UV_SYSTEM_CERTS: 'true', UV_NO_CONFIG: 'true' };
    await runOrThrow({ ...ctx, env }, uv, ['pip', 'install', '--quiet', '--python', pythonIn(home), ...what]);
  } catch (error) {
    ctx.say(`uv did not install it (${error instanceof Error ? error.message : String(error)}); pip does.`);
    await pip(ctx, pythonIn(home), ['install', ...what]);
  }
}

/** uv does not read pip's settings; who has set pip another index wants it here too. */
function uvIndex(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const index = env['UV_DEFAULT_INDEX'] ?? env['PIP_INDEX_URL'];
  return index === undefined ? {} : { UV_DEFAULT_INDEX: index };
}

async function ensureUv(ctx: Ctx, home: string): Promise<string> {
  const lock = join(clientFolder(ctx.paths), 'locks', 'uv.txt');
  await pip(ctx, pythonIn(home), ['install', '--require-hashes', '--only-binary', ':all:', '-r', lock]);
  return process.platform === 'win32' ? join(home, 'Scripts', 'uv.exe') : join(home, 'bin', 'uv');
}

async function pip(ctx: Ctx, python: string, args: string[]): Promise<void> {
  const flags = ['--quiet', '--disable-pip-version-check', '--no-input', '--prefer-binary'];
  await runOrThrow(ctx, python, ['-m', 'pip', ...args, ...flags]);
}

async function runOrThrow(ctx: Ctx, program: string, args: string[]): Promise<void> {
  const { code, output } = await runProgram(program, args, { cwd: ctx.paths.root, env: ctx.env });
  if (code === 0) return;
  const end = output.trim().split('\n').slice(-8).join('\n');
  throw new Error(`${[program, ...args].join(' ')} ended with code ${code}:\n${end}`);
}
