import { once } from 'node:events';
import { createConnection } from 'node:net';
import { createORPCClient, type ClientContext } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';

/** As a program with the engine's token calls. */
function connect({ host, engine }: TestHost): EngineClient {
  const headers = { authorization: `Bearer ${engine.rpcToken}` };
  return createORPCClient(new RPCLink<ClientContext>({ url: `${host.address}/rpc`, headers }));
}

async function startRun(client: EngineClient): Promise<string> {
  return (await client.runs.create({ experimentId: '0', name: 'r' })).runId;
}

describe('procedures over HTTP', () => {
  it('carry values and errors of the contract', () =>
    withHttpHost(async (test) => {
      const client = connect(test);
      const runId = await startRun(client);
      await client.runs.logMetric({ runId, key: 'loss', value: 'NaN' });
      expect((await client.runs.get({ runId })).metrics).toMatchObject([{ key: 'loss', value: 'NaN' }]);
      await expect(client.runs.get({ runId: 'none' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        defined: true,
        data: { kind: 'run', id: 'none' },
      });
      await expect(client.experiments.create({ name: 7 as never })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
    }));

  it('carry files in pieces, both ways', () =>
    withHttpHost(async (test) => {
      const client = connect(test);
      const runId = await startRun(client);
      const bytes = Buffer.alloc(5 * 1024 * 1024, 'åäö');
      const [first, rest] = [bytes.subarray(0, 4 * 1024 * 1024), bytes.subarray(4 * 1024 * 1024)];
      const path = 'modeller/åäö.bin';
      const write = (piece: Buffer, offset: number, last: boolean, uploadId?: string) => {
        const chunk = new File([new Uint8Array(piece)], 'piece');
        return client.artifacts.write({
          runId,
          path,
          offset,
          last,
          chunk,
          ...(uploadId !== undefined && { uploadId }),
        });
      };
      const { uploadId } = await write(first, 0, false);
      await write(rest, first.length, true, uploadId);
      const one = await client.artifacts.read({ runId, path });
      const two = await client.artifacts.read({ runId, path, offset: one.chunk.size });
      expect([one.end, two.end, one.size]).toEqual([false, true, bytes.length]);
      const got = Buffer.concat([await one.chunk.bytes(), await two.chunk.bytes()]);
      expect(got.equals(bytes)).toBe(true);
    }));

  it('word a value of 10 MB as the contract does', () =>
    withHttpHost(async (test) => {
      const client = connect(test);
      const runId = await startRun(client);
      await expect(
        client.runs.setTag({ runId, key: 'k', value: 'x'.repeat(10_000_000) }),
      ).rejects.toMatchObject({
        code: 'LIMIT_EXCEEDED',
        data: { limit: 8000, actual: 10_000_000 },
      });
    }));

  it('tell of changes while they happen, and end when the engine stops', () =>
    withHttpHost(async (test) => {
      const client = connect(test);
      const stream = await client.events.subscribe({});
      const first = await stream.next();
      expect(first.value).toMatchObject({ epoch: test.engine.hub.epoch, events: [] });
      const { experimentId } = await client.experiments.create({ name: 'seen' });
      const next = await stream.next();
      expect(next.value).toMatchObject({ events: [{ type: 'experiment.changed', experimentId }] });
      test.engine.hub.close();
      expect(await stream.next()).toMatchObject({ done: true });
    }));

  it('let a stream go when its reader leaves', () =>
    withHttpHost(async (test) => {
      const client = connect(test);
      const leaving = new AbortController();
      const stream = await client.events.subscribe({}, { signal: leaving.signal });
      await stream.next();
      leaving.abort();
      await expect(stream.next()).rejects.toThrow();
      // A stream that was still open would hold the host's stop back until its limit.
      const started = performance.now();
      await test.host.stop(10_000);
      expect(performance.now() - started).toBeLessThan(5000);
    }));

  it('stop after the limit though a reader stays', () =>
    withHttpHost(async (test) => {
      const stream = await connect(test).events.subscribe({});
      await stream.next();
      const ended = stream.next().then(
        () => 'ended',
        () => 'broken off',
      );
      await test.host.stop(50);
      expect(await ended).toBe('broken off');
    }));
});

describe('silence', () => {
  /** Sends `text` on a connection of its own and resolves with the milliseconds until the host closes it. */
  async function timeUntilClosed({ host }: TestHost, text: string): Promise<number> {
    const socket = createConnection(Number(new URL(host.address).port), '127.0.0.1');
    const started = performance.now();
    socket.resume().write(text.replaceAll('\n', '\r\n'));
    await once(socket, 'close');
    return performance.now() - started;
  }

  it.each([
    ['before a request', ''],
    ['between requests', 'GET /health HTTP/1.1\nhost: localhost\n\n'],
    [
      'within a body',
      'POST /rpc/system/info HTTP/1.1\nhost: localhost\ncontent-type: application/json\ncontent-length: 9\n\n{',
    ],
  ])('of a client %s closes its connection', (_when, text) =>
    withHttpHost(
      async (test) => {
        const authorized = text.replace(
          'content-type',
          `authorization: Bearer ${test.engine.rpcToken}\ncontent-type`,
        );
        expect(await timeUntilClosed(test, authorized)).toBeGreaterThan(250);
      },
      { idleMs: 300 },
    ),
  );

  it('of the engine does not: a stream without news stays open', () =>
    withHttpHost(
      async (test) => {
        const stream = await connect(test).events.subscribe({});
        await stream.next();
        const next = stream.next();
        // Longer than the limit, by a connection that the limit closes.
        await timeUntilClosed(test, '');
        await timeUntilClosed(test, '');
        const { experimentId } = await test.client.experiments.create({ name: 'late' });
        expect((await next).value).toMatchObject({ events: [{ experimentId }] });
      },
      { idleMs: 300 },
    ));
});
