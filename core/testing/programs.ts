import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** The built programs: tests that start them are named `*.process.test.ts` and want `npm run build` first. */
const dist = join(import.meta.dirname, '..', '..', 'dist');

/** What hosts of tests note of their workspaces is not the user's. */
const recent = join(tmpdir(), `stile-test-recent-${process.pid}.json`);

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** goes to stdin */
  input?: string;
}

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `stile` to its end, as in a pipe. */
export function runStile(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return finish(startProgram('cli.cjs', args, options), options.input);
}

/** Runs the headless host to its end: for starts that fail. */
export function runHost(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return finish(startProgram('node-host.cjs', args, options));
}

export function startProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): ChildProcess {
  const { STILE_WORKSPACE: _, ...inherited } = process.env;
  return spawn(process.execPath, [join(dist, program), ...args], {
    cwd: options.cwd,
    env: { ...inherited, CI: '1', TZ: 'UTC', STILE_RECENT: recent, ...options.env },
    stdio: 'pipe',
  });
}

async function finish(child: ChildProcess, input = ''): Promise<Finished> {
  child.stdin?.on('error', () => undefined).end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** What a host says in JSON when it is ready. */
export interface ReadyHost {
  address: string;
  /** Where models answer; null when they do not. */
  scoring: string | null;
  url: string;
  workspace: string;
  pid: number;
  child: ChildProcess;
  /** Ends it by a signal and resolves with its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts a program that serves (`node-host.cjs`, or `cli.cjs` with `serve`) and waits until it is ready. */
export async function startHost(
  args: readonly string[],
  options: RunOptions & { program?: string } = {},
): Promise<ReadyHost> {
  const child = startProgram(options.program ?? 'node-host.cjs', [...args, '--json'], options);
  const said = child.stderr ? text(child.stderr) : Promise.resolve('');
  const line = await Promise.race([firstLine(child), once(child, 'exit').then(() => null)]);
  if (line === null) throw new Error(`The host ended instead of getting ready: ${await said}`);
  return {
    ...(JSON.parse(line) as Omit<ReadyHost, 'child' | 'end'>),
    child,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit') as Promise<[number | null]>;
      child.kill(signal);
      return (await exited)[0];
    },
  };
}

/** Runs `fn` with a host on `workspace` and any free port, and ends the host. */
export async function withHost<T>(
  workspace: string,
  fn: (host: ReadyHost) => Promise<T>,
  options: RunOptions = {},
): Promise<T> {
  const host = await startHost(['--workspace', workspace, '--port', '0'], options);
  try {
    return await fn(host);
  } finally {
    await host.end('SIGTERM');
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The program has no stdout.');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return line;
}
