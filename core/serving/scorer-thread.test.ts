import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { workerFile } from '#core/kernel/worker-file.ts';
import type { FromScorer, ScorerSettings } from './scorer-messages.ts';
import { createScorerThread, type ScorerThread } from './scorer-thread.ts';

const settings: ScorerSettings = {
  port: 0,
  usualPort: 5001,
  version: 'test',
  limits: { bodyBytes: 100, receivedBytes: 100, inFlight: 1, unloggedRequests: 1, unloggedChars: 1 },
};
const ending = fileURLToPath(new URL('../testing/ending-scorer.ts', import.meta.url));
const target = { name: 'reviews', version: 1, uri: 'models:/reviews/1', folder: '/nowhere' };

interface Watched {
  thread: ScorerThread;
  messages: FromScorer[];
  starts(): number;
  /** Resolves when the thread is as wanted, after a change. */
  until(isWanted: () => boolean): Promise<void>;
}

async function withThread(
  fn: (watched: Watched) => Promise<void>,
  options: { file: string; settings?: ScorerSettings },
): Promise<void> {
  const messages: FromScorer[] = [];
  let starts = 0;
  let look: () => void = () => undefined;
  const thread = createScorerThread({
    settings,
    ...options,
    onMessage: (message) => void messages.push(message),
    onStart: () => void starts++,
    onChange: () => {
      look();
    },
  });
  const until = (isWanted: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (isWanted()) resolve();
      };
      look();
    });
  try {
    await fn({ thread, messages, starts: () => starts, until });
  } finally {
    await thread.stop();
  }
}

describe('the scoring thread', () => {
  it('listens, and no longer after a stop', () =>
    withThread(
      async ({ thread }) => {
        await thread.start();
        const address = thread.address() ?? '';
        expect(thread.state()).toBe('listening');
        expect((await fetch(`${address}/v2/health/live`)).status).toBe(200);
        await thread.stop();
        expect([thread.state(), thread.address(), thread.problem()]).toEqual(['off', null, null]);
        await expect(fetch(`${address}/v2/health/live`)).rejects.toThrow();
      },
      { file: workerFile('serving/scorer.worker.ts') },
    ));

  it('that ends by an error hands over its log first, says why, and is started again', () =>
    withThread(
      async ({ thread, messages, starts, until }) => {
        await thread.start();
        thread.post({ type: 'route', key: '', ticket: 1, target });
        await until(() => thread.state() === 'failed');
        expect(thread.problem()?.text).toContain('out of ink');
        expect(thread.address()).toBeNull();
        expect(messages).toMatchObject([{ type: 'log', rows: { requestId: ['last'] } }]);
        await until(() => thread.state() === 'listening');
        expect([starts(), thread.problem()]).toEqual([2, null]);
      },
      { file: ending },
    ));

  it('that finds the port taken says which one is free, and is not started again', () =>
    new Promise<void>((resolve, reject) => {
      const other = createServer().listen(0, '127.0.0.1', () => {
        const { port } = other.address() as AddressInfo;
        withThread(
          async ({ thread, starts }) => {
            await thread.start();
            expect(thread.state()).toBe('failed');
            expect(thread.problem()?.failure).toMatchObject({ code: 'PORT_IN_USE', data: { port } });
            expect(thread.problem()?.text).toMatch(new RegExp(`^Port ${port} is in use.* Port \\d+ is free`));
            expect(starts()).toBe(1);
          },
          { file: workerFile('serving/scorer.worker.ts'), settings: { ...settings, port } },
        )
          .finally(() => other.close())
          .then(resolve, reject);
      });
    }));
});
