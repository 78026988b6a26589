import type { ShellMachine } from '../shell-types.ts';

/** A machine whose time stands still until `elapse`. */
export interface FakeMachine extends ShellMachine {
  /** what went to stderr */
  said: string[];
  /** Lets milliseconds pass and calls what was due. */
  elapse(milliseconds: number): void;
  /** How long each waiting timer still has, the next one first. */
  waits(): number[];
}

export function createFakeMachine(overrides: Partial<ShellMachine> = {}): FakeMachine {
  const said: string[] = [];
  let time = 1_000_000;
  const timers = new Map<object, { at: number; callback: () => void }>();
  return {
    platform: 'linux',
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
