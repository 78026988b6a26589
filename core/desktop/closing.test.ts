import { describe, expect, it } from 'vitest';
import { Closing } from './closing.ts';

interface Situation {
  windows?: string[];
  livesWithoutWindows?: boolean;
  keepsInBackground?: boolean;
  deaf?: string[];
}

/** A closing with windows called by letters, a clock that stands still, and everything that it did. */
function start({
  windows = ['a'],
  livesWithoutWindows = false,
  keepsInBackground = false,
  deaf = [],
}: Situation = {}) {
  const did: string[] = [];
  const timers = new Map<object, { milliseconds: number; callback: () => void }>();
  const closing = new Closing<string>({
    after: (milliseconds, callback) => {
      const key = {};
      timers.set(key, { milliseconds, callback });
      return () => timers.delete(key);
    },
    windows: () => windows,
    livesWithoutWindows,
    keepsInBackground: () => keepsInBackground,
    canAnswer: (window) => !deaf.includes(window),
    tell: (window, scope) => void did.push(`ask ${window} about the ${scope}`),
    show: (window) => void did.push(`show ${window}`),
    hide: () => void did.push('hide'),
    close: (window) => void did.push(`close ${window}`),
    quit: () => void did.push('quit'),
  });
  const elapse = (): void => {
    for (const [key, { callback }] of [...timers]) {
      timers.delete(key);
      callback();
    }
  };
  return { closing, did, elapse, waits: () => [...timers.values()].map(({ milliseconds }) => milliseconds) };
}

describe('closing the last window', () => {
  it('asks its page and waits a second and a half', () => {
    const { closing, did, waits } = start();
    expect(closing.mayClose('a')).toBe(false);
    expect([did, waits()]).toEqual([['ask a about the window'], [1500]]);
  });

  it.each([
    { answer: 'close', after: ['close a'] },
    { answer: 'stay', after: [] },
    { answer: 'background', after: ['hide'] },
  ] as const)('does what the page answers: $answer', ({ answer, after }) => {
    const { closing, did, waits } = start();
    closing.mayClose('a');
    closing.answer('a', answer);
    expect([did.slice(1), waits()]).toEqual([after, []]);
    closing.answer('a', 'close');
    expect(did.slice(1)).toEqual(after);
  });

  it('lets the window go that it has closed', () => {
    const { closing } = start();
    closing.mayClose('a');
    closing.answer('a', 'close');
    expect(closing.mayClose('a')).toBe(true);
  });

  it('takes silence for a page that hangs', () => {
    const { closing, did, elapse } = start();
    closing.mayClose('a');
    elapse();
    expect(did).toEqual(['ask a about the window', 'close a']);
  });

  it('stops the clock while a person is asked, and shows who asks', () => {
    const { closing, did, waits } = start();
    closing.mayClose('a');
    closing.answer('a', 'asking');
    expect([did.slice(1), waits()]).toEqual([['show a'], []]);
    closing.answer('a', 'stay');
    expect(closing.mayClose('a')).toBe(false);
  });

  it('asks anew when a person closes again, so that a page that hung in its question can be closed', () => {
    const { closing, did, elapse, waits } = start();
    closing.mayClose('a');
    closing.answer('a', 'asking');
    expect(closing.mayClose('a')).toBe(false);
    expect(waits()).toEqual([1500]);
    elapse();
    expect(did.at(-1)).toBe('close a');
  });

  it('closes when the page is gone before or during the question', () => {
    const before = start({ deaf: ['a'] });
    expect(before.closing.mayClose('a')).toBe(false);
    expect(before.did).toEqual(['close a']);
    const during = start();
    during.closing.mayClose('a');
    during.closing.answer('a', 'asking');
    during.closing.giveUp('a');
    expect(during.did.at(-1)).toBe('close a');
  });

  it('hears only the window that was asked', () => {
    const { closing, did } = start();
    closing.answer('a', 'close');
    closing.mayClose('a');
    closing.answer('b', 'close');
    closing.giveUp('b');
    expect(did).toEqual(['ask a about the window']);
  });

  it('hides it without a question where the app is kept in the background', () => {
    const { closing, did, waits } = start({ keepsInBackground: true });
    expect(closing.mayClose('a')).toBe(false);
    expect([did, waits()]).toEqual([['hide'], []]);
  });
});

describe('what is not asked about', () => {
  it('is a window beside others, and any on macOS', () => {
    const two = start({ windows: ['a', 'b'] });
    expect(two.closing.mayClose('a')).toBe(true);
    const mac = start({ livesWithoutWindows: true, keepsInBackground: true });
    expect(mac.closing.mayClose('a')).toBe(true);
    expect([two.did, mac.did]).toEqual([[], []]);
  });

  it('is a quit that was decided, or without windows', () => {
    const { closing, did } = start();
    closing.quitNow();
    expect([closing.mayQuit(), closing.mayClose('a'), did]).toEqual([true, true, ['quit']]);
    expect(start({ windows: [] }).closing.mayQuit()).toBe(true);
  });

  it('is the end of the session, unless somebody calls it off', () => {
    const { closing, elapse } = start();
    closing.holdQuestions();
    expect([closing.mayQuit(), closing.mayClose('a')]).toEqual([true, true]);
    elapse();
    expect([closing.mayQuit(), closing.mayClose('a')]).toEqual([false, false]);
  });
});

describe('quitting', () => {
  it('asks the window used last, also on macOS and in the background', () => {
    const { closing, did } = start({
      windows: ['a', 'b'],
      livesWithoutWindows: true,
      keepsInBackground: true,
    });
    expect(closing.mayQuit()).toBe(false);
    closing.answer('b', 'asking');
    closing.answer('b', 'close');
    expect(did).toEqual(['ask b about the app', 'show b', 'quit']);
    expect(closing.mayQuit()).toBe(true);
  });

  it('is called off by staying', () => {
    const { closing, did } = start();
    closing.mayQuit();
    closing.answer('a', 'stay');
    expect(did).toEqual(['ask a about the app']);
    expect(closing.mayQuit()).toBe(false);
  });
});
