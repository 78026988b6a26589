import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { findEngine } from '#core/host/cli/find-engine.ts';
import type { FoundEngine } from '#core/host/cli/find-engine.ts';
import { errorText } from '#core/kernel/errors.ts';
import type { Installed } from './installed.ts';
import { run } from './run.ts';

export interface TryOut {
  installed: Installed;
  /** empty: a profile and a workspace are made in it */
  folder: string;
  /** what the app and its command must say they are */
  version: string;
  /** milliseconds that the engine may take until it answers */
  patience?: number;
}

/**
 * Starts an app as a person would, waits until its engine answers, asks its command, quits, and looks whether
 * everything ended and the data stayed.
 *
 * @returns milliseconds until the engine answered
 * @throws a sentence of what is wrong, with what the app printed
 */
export async function tryOut({ installed, folder, version, patience = 60_000 }: TryOut): Promise<number> {
  const workspace = join(folder, 'workspace åäö');
  const profile = join(folder, 'profile');
  const { program, programArgs, command } = installed;
  const started = performance.now();
  const app = start(program, [...programArgs, `--user-data-dir=${profile}`, '--workspace', workspace]);
  try {
    const engine = await waitForEngine(app, workspace, patience);
    const milliseconds = Math.round(performance.now() - started);
    if (command !== null) await askCommand(command, workspace, version);
    await quit(app, engine);
    if (!existsSync(join(workspace, 'stile.db'))) throw new Error(`There is no data in ${workspace}.`);
    return milliseconds;
  } catch (error) {
    app.child.kill('SIGKILL');
    throw new Error(`${errorText(error)}\nThe app printed:\n${app.printed()}`, { cause: error });
  }
}

/** After the app was removed. @throws when what a person made is gone with it */
export function checkDataStayed(folder: string): void {
  const lost = [join(folder, 'workspace åäö', 'stile.db')].filter((file) => !existsSync(file));
  if (lost.length > 0) throw new Error(`Uninstalling removed data: ${lost.join(', ')}.`);
}

interface App {
  child: ChildProcess;
  printed: () => string;
  ended: Promise<void>;
}

function start(program: string, args: string[]): App {
  // An environment that a person's desktop has, not the one of npm's scripts.
  const { ELECTRON_RUN_AS_NODE: _unwanted, ...env } = process.env;
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      chunks.push(Buffer.from(error.message));
      resolve();
    });
  });
  return { child, printed: () => Buffer.concat(chunks).toString('utf8'), ended };
}

async function waitForEngine(app: App, workspace: string, patience: number): Promise<FoundEngine> {
  const agent = new Agent();
  const until = performance.now() + patience;
  let hasEnded = false;
  void app.ended.then(() => (hasEnded = true));
  try {
    while (performance.now() < until) {
      const engine = await findEngine(workspace, agent);
      if (engine) return engine;
      if (hasEnded) throw new Error('The app ended before its engine answered.');
      await wait(100);
    }
  } finally {
    agent.destroy();
  }
  throw new Error(`The engine did not answer within ${patience / 1000} s.`);
}

async function askCommand(command: string, workspace: string, version: string): Promise<void> {
  // A command file of Windows wants its shell.
  const stile = (...words: string[]): Promise<string> =>
    command.endsWith('.cmd') ? run('cmd.exe', '/d', '/c', command, ...words) : run(command, ...words);
  const answered = (await stile('--version')).trim();
  if (answered !== version) throw new Error(`stile --version says ${answered} and not ${version}.`);
  await stile('experiment', 'create', 'smoke', '--workspace', workspace);
  const list = await stile('experiment', 'list', '--workspace', workspace);
  if (!list.includes('smoke')) throw new Error(`stile experiment list does not show what was made:\n${list}`);
}

/**
 * As the system does when a person quits or logs out. Windows has no signal but a message to the windows, which with /T
 * are also those of what a portable app has unpacked; it fails for processes that have none.
 */
async function quit(app: App, engine: FoundEngine): Promise<void> {
  if (process.platform === 'win32')
    await run('taskkill.exe', '/T', '/PID', String(app.child.pid)).catch(() => undefined);
  else app.child.kill('SIGTERM');
  const hasEnded = await Promise.race([app.ended.then(() => true), wait(20_000, false, { ref: false })]);
  if (!hasEnded) throw new Error('The app did not end within 20 s after it was asked to.');
  for (let turn = 0; turn < 50; turn++) {
    if (!isAlive(engine.pid)) return;
    await wait(100);
  }
  throw new Error(`The app ended and left its engine behind (process ${engine.pid}).`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
