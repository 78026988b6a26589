import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createRestClient } from './rest-client.ts';

export interface Server {
  name: string;
  address: string;
  pid: number;
  /** from its start as a process to the first 200 of /health, ms */
  startMs: number;
  /** Ends it and everything it started. */
  stop(): Promise<void>;
}

export interface ServerKind {
  name: string;
  /** The command that serves the data of this kind's own folder on a port. */
  command(port: number): { program: string; args: string[]; env?: Record<string, string> };
}

/** The built `stile serve` on a workspace of its own. */
export function stileKind(dist: string, folder: string): ServerKind {
  return {
    name: 'Stile',
    command: (port) => ({
      program: process.execPath,
      args: [
        join(dist, 'cli.cjs'),
        'serve',
        '--workspace',
        join(folder, 'workspace'),
        '--port',
        String(port),
        '--json',
      ],
      env: { STILE_COMPILE_CACHE: join(folder, 'compile-cache') },
    }),
  };
}

const startLimitMs = 600_000;

/** `mlflow server` on SQLite, artifacts through the server as Stile has them. `workers` left out: its default. */
export function mlflowKind(python: string, folder: string, workers?: number): ServerKind {
  return {
    name: workers === undefined ? 'MLflow, default workers' : `MLflow, ${workers} worker`,
    command: (port) => ({
      program: python,
      args: [
        '-m',
        'mlflow',
        'server',
        '--host',
        '127.0.0.1',
        '--port',
        String(port),
        '--backend-store-uri',
        `sqlite:///${join(folder, 'mlflow.db')}`,
        '--artifacts-destination',
        join(folder, 'artifacts'),
        ...(workers === undefined ? [] : ['--workers', String(workers)]),
        // A worker that has not answered its parent for 5 s is killed otherwise, in the middle of a call.
        '--uvicorn-opts',
        `--timeout-worker-healthcheck ${startLimitMs / 1000}`,
      ],
      env: { MLFLOW_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: 'true' },
    }),
  };
}

const lookMs = 5;

/**
 * Starts a server and waits for its first answer. What it prints goes to `logFile`.
 * @throws when it ends instead, with the end of what it printed
 */
export async function startServer(
  kind: ServerKind,
  logFile: string,
  extraEnv: Record<string, string> = {},
): Promise<Server> {
  const port = await freePort();
  const { program, args, env } = kind.command(port);
  const log = openSync(logFile, 'a');
  const start = performance.now();
  const child = spawn(program, args, {
    env: { ...process.env, ...env, ...extraEnv },
    stdio: ['ignore', log, log],
    // A group of its own, so that workers end with it.
    detached: process.platform !== 'win32',
  });
  const address = `http://127.0.0.1:${port}`;
  // A group of its own hears nothing of a Ctrl+C.
  const killGroup = (): void => signalGroup(child.pid ?? 0, 'SIGKILL');
  process.once('exit', killGroup);
  const stop = async (): Promise<void> => {
    await stopGroup(child);
    process.off('exit', killGroup);
  };
  try {
    await waitForHealth(address, child, start);
  } catch (error) {
    await stop();
    const printed = readFileSync(logFile, 'utf8').slice(-2000);
    throw new Error(
      `${kind.name} did not start: ${error instanceof Error ? error.message : ''}\n${printed}`,
      {
        cause: error,
      },
    );
  }
  return {
    name: kind.name,
    address,
    pid: child.pid ?? 0,
    startMs: performance.now() - start,
    stop,
  };
}

async function waitForHealth(address: string, child: ChildProcess, start: number): Promise<void> {
  const client = createRestClient(address);
  try {
    while (performance.now() - start < startLimitMs) {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
      const answer = await client.send({ method: 'GET', path: '/health' }).catch(() => null);
      if (answer?.status === 200) return;
      await wait(lookMs);
    }
    throw new Error(`no answer within ${startLimitMs / 1000} s`);
  } finally {
    client.close();
  }
}

const stopLimitMs = 10_000;

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = once(child, 'exit');
  signalGroup(child.pid, 'SIGTERM');
  const timer = setTimeout(signalGroup, stopLimitMs, child.pid, 'SIGKILL');
  await exited;
  clearTimeout(timer);
  // Workers that outlive their parent.
  signalGroup(child.pid, 'SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (pid === 0) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // The group is gone, which is what was asked for.
    return;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
