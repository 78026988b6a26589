import type { ShellMachine } from '#core/desktop/machine.ts';
import type { DetachedProgram } from '#core/processes/start-detached.ts';

/** A machine whose time stands still until `elapse`. */
export interface FakeMachine extends ShellMachine {
  /** what went to stderr */
  said: string[];
  /** Lets milliseconds pass and calls what was due. */
  elapse(milliseconds: number): void;
  /** How long each waiting timer still has, the next one first. */
  waits(): number[];
  /** programs that were started to outlive this one */
  started: DetachedProgram[];
  /** As when nobody catches an error. */
  failUncaught(error: unknown): void;
}

export function createFakeMachine(overrides: Partial<ShellMachine> = {}): FakeMachine {
  const said: string[] = [];
  const started: FakeMachine['started'] = [];
  const uncaughtListeners: ((error: unknown) => void)[] = [];
  let time = 1_000_000;
  const timers = new Map<object, { at: number; callback: () => void }>();
  return {
    platform: 'linux',
    arch: 'x64',
    program: '/opt/Stile/stile',
    pid: 4321,
    argv: ['--workspace', '/work space/åäö'],
    env: {},
    cwd: '/somewhere',
    say: (text) => said.push(text),
    now: () => time,
    after: (milliseconds, callback) => {
      const key = {};
      timers.set(key, { at: time + milliseconds, callback });
      return () => timers.delete(key);
    },
    onUncaught: (listener) => void uncaughtListeners.push(listener),
    startDetached: (program) => {
      started.push(program);
      return Promise.resolve();
    },
    failUncaught: (error) => {
      for (const listener of uncaughtListeners) listener(error);
    },
    started,
    said,
    elapse: (milliseconds) => {
      time += milliseconds;
      for (const [key, { at, callback }] of [...timers]) {
        if (at > time || !timers.delete(key)) continue;
        callback();
      }
    },
    waits: () => [...timers.values()].map(({ at }) => at - time).sort((a, b) => a - b),
    ...overrides,
  };
}
