import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * How to run npm: its JavaScript under a Node if it can be found (no shell, no quoting), otherwise by name,
 * which on Windows means a .cmd file and therefore a shell.
 *
 * @param {{ platform: string, env: NodeJS.ProcessEnv, execPath: string, exists: (file: string) => boolean }} machine
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function findNpm({ platform, env, execPath, exists }) {
  const script = npmScripts({ platform, env, execPath }).find(exists);
  if (script) return { command: execPath, args: [script], shell: false };
  return platform === 'win32'
    ? { command: 'npm.cmd', args: [], shell: true }
    : { command: 'npm', args: [], shell: false };
}

/** @param {{ platform: string, env: NodeJS.ProcessEnv, execPath: string }} machine */
function npmScripts({ platform, env, execPath }) {
  const { dirname, join } = platform === 'win32' ? path.win32 : path.posix;
  const folder = dirname(execPath);
  const modules =
    platform === 'win32' ? join(folder, 'node_modules') : join(dirname(folder), 'lib', 'node_modules');
  const beside = join(modules, 'npm', 'bin', 'npm-cli.js');
  // npm_execpath names whichever package manager runs the script: only npm's own will do.
  const running = env['npm_execpath'];
  return running?.endsWith('npm-cli.js') ? [running, beside] : [beside];
}

/**
 * Runs npm and throws when it fails; its output goes to stderr, for stdout may be a command's JSON.
 *
 * @param {string[]} args
 * @param {{ cwd: string, node?: string }} options `node` runs npm's script when that is found: under an older
 *   Node than the packages ask for, npm warns about each of them
 */
export function runNpm(args, { cwd, node }) {
  const machine = {
    platform: process.platform,
    env: process.env,
    execPath: process.execPath,
    exists: existsSync,
  };
  const npm = findNpm(machine);
  const command = npm.command === process.execPath && node ? node : npm.command;
  const result = spawnSync(command, [...npm.args, ...args], {
    cwd,
    shell: npm.shell,
    stdio: ['ignore', 2, 2],
  });
  if (result.error) throw new Error(`npm could not be started: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`\`npm ${args.join(' ')}\` failed (exit code ${result.status}).`);
}
