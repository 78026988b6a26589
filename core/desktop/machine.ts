import { startDetached, type DetachedProgram } from '#core/processes/start-detached.ts';
import { toPlatform, type Platform } from '#core/kernel/folder-hazards.ts';

/** What the desktop's shell knows of the process it is in, so that a table can test every system. */
export interface ShellMachine {
  platform: Platform;
  /** of the processor, as Node names it */
  arch: string;
  /** the program itself, Electron's own */
  program: string;
  pid: number;
  argv: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Writes to our own stderr. */
  say(text: string): void;
  /** milliseconds since any fixed moment */
  now(): number;
  /** Calls `callback` once after `milliseconds`; the answer takes it back. */
  after(milliseconds: number, callback: () => void): () => void;
  /** Hears of errors that nobody caught; whoever listens keeps the process alive. */
  onUncaught(listener: (error: unknown) => void): void;
  /** Starts a program that outlives this one. */
  startDetached(program: DetachedProgram): Promise<void>;
}

/** The machine and the process that the shell really runs in. */
export function thisMachine(): ShellMachine {
  return {
    platform: toPlatform(process.platform),
    arch: process.arch,
    program: process.execPath,
    pid: process.pid,
    argv: process.argv.slice(1),
    env: process.env,
    cwd: process.cwd(),
    say: (text) => void process.stderr.write(text),
    now: () => performance.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    onUncaught: (listener) => {
      process.on('uncaughtException', listener);
      process.on('unhandledRejection', listener);
    },
    startDetached,
  };
}
