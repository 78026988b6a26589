import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { receiveBody, type ReceivedBody } from './receive-body.ts';

/** Sends chunks as a client would and returns what became of them; `ends` false: the client goes away. */
async function receive(
  chunks: readonly Buffer[],
  ends = true,
): Promise<{ body: ReceivedBody | 'gone'; mostHeld: number; held: number }> {
  const stream = new PassThrough();
  const outcome = Promise.withResolvers<ReceivedBody | 'gone'>();
  let [held, mostHeld] = [0, 0];
  receiveBody(stream as PassThrough & IncomingMessage, {
    limit: 100,
    account: (bytes) => {
      held += bytes;
      mostHeld = Math.max(mostHeld, held);
    },
    done: outcome.resolve,
    gone: () => {
      outcome.resolve('gone');
    },
  });
  for (const chunk of chunks) {
    stream.write(chunk);
    await new Promise(setImmediate);
  }
  if (ends) stream.end();
  else stream.destroy();
  return { body: await outcome.promise, held, mostHeld };
}

describe('receiveBody', () => {
  it.each([[[]], [['one']], [['one', ' and ', 'two']]])('joins %j', async (texts) => {
    const { body, held } = await receive(texts.map((text) => Buffer.from(text)));
    expect(body).toMatchObject({ isEndless: false });
    expect(body === 'gone' ? null : body.bytes?.toString()).toBe(texts.join(''));
    expect(held).toBe(0);
  });

  it('reads one that is too large to its end without keeping it', async () => {
    const { body, held, mostHeld } = await receive(Array.from({ length: 50 }, () => Buffer.alloc(60)));
    expect(body).toEqual({ bytes: null, isEndless: false });
    expect([held, mostHeld]).toEqual([0, 120]);
  });

  it('gives up on one without end', async () => {
    const { body } = await receive(
      Array.from({ length: 5 }, () => Buffer.alloc(16_000_000)),
      true,
    );
    expect(body).toEqual({ bytes: null, isEndless: true });
  });

  it('counts nothing for a client that went away', async () => {
    const { body, held } = await receive([Buffer.alloc(50)], false);
    expect([body, held]).toEqual(['gone', 0]);
  });
});
