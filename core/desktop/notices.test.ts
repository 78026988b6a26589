import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Notices } from './notices.ts';

class Notice extends EventEmitter {
  show(): void {
    this.emit('shown');
  }
}

function start() {
  const made: Notice[] = [];
  let elapse = (): void => undefined;
  const notices = new Notices((_milliseconds, callback) => {
    elapse = callback;
    return () => undefined;
  });
  const show = (key: string): Promise<boolean> =>
    notices.show(key, () => {
      const notice = new Notice();
      made.push(notice);
      return notice;
    });
  return { notices, made, show, elapse: () => elapse() };
}

describe('notices', () => {
  it('are shown once under their key', async () => {
    const { made, show } = start();
    const first = show('run 1');
    made[0]?.emit('show');
    expect([await first, await show('run 1'), made.length]).toEqual([true, true, 1]);
    const second = show('run 2');
    made[1]?.emit('show');
    expect([await second, made.length]).toEqual([true, 2]);
  });

  it('are not tried again where the system has refused one', async () => {
    const { notices, made, show } = start();
    const first = show('a');
    made[0]?.emit('failed', {}, 'not signed');
    expect([await first, notices.refusal]).toEqual([false, 'not signed']);
    expect([await show('b'), made.length]).toEqual([false, 1]);
  });

  it('count as shown on a system that says nothing', async () => {
    const { show, elapse } = start();
    const first = show('a');
    elapse();
    expect(await first).toBe(true);
  });

  it('keep no more keys than they need', async () => {
    const { made, show } = start();
    for (let i = 0; i <= 500; i += 1) {
      const shown = show(`key ${i}`);
      made[i]?.emit('show');
      await shown;
    }
    const again = show('key 0');
    expect(made).toHaveLength(502);
    made[501]?.emit('show');
    expect(await again).toBe(true);
  });
});
