import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { buildChildEnvironment } from '../child-environment.ts';
import { parseMessage, type FromSupervisor, type ToSupervisor } from './messages.ts';

export interface ProgramOptions {
  platform: Platform;
  /** The engine's own. */
  env: Environment;
  /** `supervisorFile()` */
  file: string;
  onMessage(message: FromSupervisor): void;
  /** It has ended, and all that it said was heard. @param lastWords what it printed besides */
  onEnd(lastWords: string): void;
}

/** The process of a supervisor, from the engine's side. */
export interface SupervisorProgram {
  /** Undefined when it could not be started; `onEnd` says so too. */
  pid: number | undefined;
  send(message: ToSupervisor): void;
  /** Tells it that the engine is going: it ends when nothing is left to wait for. */
  closeInput(): void;
  /** By force. */
  kill(): void;
  /** Lets the engine end while it still waits for what is to be adopted. */
  release(): void;
}

export function startSupervisorProgram(options: ProgramOptions): SupervisorProgram {
  const { platform, env, file } = options;
  const child = spawn(process.execPath, [file, String(process.pid)], {
    // In the desktop app this Node is Electron's own binary.
    env: buildChildEnvironment(platform, env, { ELECTRON_RUN_AS_NODE: '1' }),
    // A session of its own: what ends the engine's group, or its terminal, does not end it too.
    detached: true,
    windowsHide: true,
    // It keeps no folder of the user from being moved or removed.
    cwd: dirname(process.execPath),
    stdio: 'pipe',
  });
  let [lastWords, hasEnded] = ['', false];
  const end = (): void => {
    if (hasEnded) return;
    hasEnded = true;
    options.onEnd(lastWords);
  };
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => undefined);
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-mostWords);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = parseMessage<FromSupervisor>(line);
    if (message !== null) options.onMessage(message);
  });
  child.on('error', (error) => {
    lastWords = error.message;
    if (child.pid === undefined) end();
  });
  child.on('close', end);
  return {
    pid: child.pid,
    send: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    closeInput: () => void child.stdin.end(),
    kill: () => void child.kill('SIGKILL'),
    release: () => {
      child.unref();
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    },
  };
}

/** Characters of what a supervisor prints on stderr that are kept. */
const mostWords = 4000;
