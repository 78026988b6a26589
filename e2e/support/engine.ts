import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { EngineClient } from '#contract/procedures.ts';

/** The built programs: what users start, not TypeScript. */
export const dist = process.env['STILE_E2E_DIST'] ?? join(import.meta.dirname, '..', '..', 'dist');

export type TestEngine = {
  readonly address: string;
  /** Lets one browser in, once. */
  readonly url: string;
  readonly workspace: string;
  /** A caller in Node, as a script of the user's would be. */
  readonly client: EngineClient;
  readonly stop: () => Promise<void>;
};

/** A workspace of its own in a temporary folder with a name that is no ASCII and has a space. */
export function makeWorkspace(): { path: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'stile-e2e-'));
  return {
    path: join(folder, 'Känsla lab'),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/**
 * What a test does to a user's home is done to a folder of its own: environments, workspaces, the command on PATH. What
 * uv has downloaded already stays found.
 */
export function engineEnv(workspace: string): NodeJS.ProcessEnv {
  const own = dirname(workspace);
  return {
    UV_CACHE_DIR: join(homedir(), '.cache', 'uv'),
    UV_PYTHON_INSTALL_DIR: join(homedir(), '.local', 'share', 'uv', 'python'),
    // What V8 has compiled for one test's engine serves the next ones.
    STILE_COMPILE_CACHE: join(dist, '..', '.cache', 'v8-e2e'),
    ...process.env,
    HOME: own,
    USERPROFILE: own,
    LOCALAPPDATA: join(own, 'AppData', 'Local'),
    XDG_CONFIG_HOME: join(own, '.config'),
    XDG_STATE_HOME: join(own, 'state'),
    STILE_PYTHON_ENVS: join(own, 'python'),
    STILE_RECENT: join(own, 'recent.json'),
    // A machine may hold ten of pyenv's, and each that is found is asked what it is.
    PYENV_ROOT: join(own, 'pyenv'),
  };
}

/** The headless host, on a free port unless one is given. @param env wins over that of every test */
export async function startEngine(
  workspace: string,
  port = 0,
  env: NodeJS.ProcessEnv = {},
): Promise<TestEngine> {
  const wanted = ['--workspace', workspace, '--port', String(port)];
  const args = [join(dist, 'node-host.cjs'), ...wanted, '--json', '--no-open'];
  const host = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...engineEnv(workspace), ...env },
  });
  const { address, url } = await readAnnouncement(host);
  return {
    address,
    url,
    workspace,
    client: createNodeClient(workspace),
    stop: () => stopProcess(host),
  };
}

/** A client that gets in as programs of the same user do: by the token in engine.json. */
export function createNodeClient(workspace: string): EngineClient {
  const { address, rpcToken } = JSON.parse(readFileSync(join(workspace, 'engine.json'), 'utf8')) as {
    address: string;
    rpcToken: string;
  };
  const headers = { authorization: `Bearer ${rpcToken}`, 'x-stile-actor': 'client;e2e' };
  return createORPCClient(new RPCLink({ url: `${address}/rpc`, headers }));
}

async function readAnnouncement(host: ChildProcess): Promise<{ address: string; url: string }> {
  if (host.stdout === null || host.stderr === null) throw new Error('The host was started without pipes');
  let complaints = '';
  host.stderr.on('data', (text: Buffer) => {
    complaints += text.toString();
  });
  const lines = createInterface(host.stdout);
  const first = once(lines, 'line') as Promise<[string]>;
  const ended = once(host, 'exit').then(() => {
    throw new Error(`The host ended before it was ready:\n${complaints}`);
  });
  const [line] = await Promise.race([first, ended]);
  return JSON.parse(line) as { address: string; url: string };
}

async function stopProcess(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return;
  host.kill('SIGTERM');
  await once(host, 'exit');
}
