import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineEvent, EventBatch } from '#contract/events.ts';
import { createEventHub, type EventHub } from './event-hub.ts';

const runChanged = (runId: string, experimentId = '1'): EngineEvent => ({
  type: 'run.changed',
  experimentId,
  runId,
});
const metrics = (runId: string, ...keys: string[]): EngineEvent => ({
  type: 'run.metrics',
  experimentId: '1',
  runId,
  keys,
});
const experimentChanged = (experimentId: string): EngineEvent => ({
  type: 'experiment.changed',
  experimentId,
});

function createHub(): EventHub {
  return createEventHub({
    epoch: 'life',
    onError: (error) => {
      throw error;
    },
  });
}

/** Reads a subscription in the background: what has come is in `batches`. */
function follow(stream: AsyncGenerator<EventBatch, void>): { batches: EventBatch[]; ended: Promise<void> } {
  const batches: EventBatch[] = [];
  const read = async (): Promise<void> => {
    for await (const batch of stream) batches.push(batch);
  };
  return { batches, ended: read() };
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the event hub', () => {
  it('greets with the epoch and the last number, then numbers what comes', async () => {
    const hub = createHub();
    hub.announce([runChanged('before'), runChanged('before2')]);
    const { batches } = follow(hub.subscribe(undefined));
    await pass(0);
    expect(batches).toEqual([{ epoch: 'life', from: 3, to: 2, events: [] }]);
    hub.announce([runChanged('a')]);
    await pass(0);
    expect(batches[1]).toEqual({ epoch: 'life', from: 3, to: 3, events: [runChanged('a')] });
    hub.close();
  });

  it('tells of a pipeline file once, with the newest hash', async () => {
    const hub = createHub();
    const { batches } = follow(hub.subscribe(undefined));
    await pass(0);
    const changed = (hash?: string): EngineEvent => ({
      type: 'pipeline.changed',
      name: 'p',
      ...(hash !== undefined && { hash }),
    });
    hub.announce([changed('a'), changed('b'), changed('a'), changed()]);
    await pass(0);
    expect(batches[1]?.events).toEqual([changed('a')]);
    hub.close();
  });

  it('merges equal facts and unites the keys of metrics, and its numbers cover them all', async () => {
    const hub = createHub();
    const { batches } = follow(hub.subscribe(undefined));
    await pass(0);
    hub.announce([runChanged('a'), metrics('a', 'loss', 'acc')]);
    hub.announce([runChanged('a'), metrics('a', 'acc', 'f1'), metrics('b', 'loss')]);
    hub.announce([{ type: 'workspace.changed' }, experimentChanged('1'), { type: 'workspace.changed' }]);
    await pass(0);
    expect(batches[1]).toMatchObject({ from: 1, to: 8 });
    expect(batches[1]?.events).toEqual([
      runChanged('a'),
      metrics('a', 'loss', 'acc', 'f1'),
      metrics('b', 'loss'),
      { type: 'workspace.changed' },
      experimentChanged('1'),
    ]);
    hub.close();
  });

  it('leaves no gap between batches and sends about four a second', async () => {
    const hub = createHub();
    const { batches } = follow(hub.subscribe(undefined));
    await pass(0);
    for (let n = 0; n < 200; n++) {
      hub.announce([metrics('a', `k${n}`)]);
      await pass(10);
    }
    await pass(300);
    const [greeting, ...rest] = batches;
    expect(greeting?.to).toBe(0);
    expect(rest.length).toBeGreaterThanOrEqual(8);
    expect(rest.length).toBeLessThanOrEqual(10);
    rest.forEach((batch, index) => {
      expect(batch.from).toBe((batches[index]?.to ?? 0) + 1);
    });
    expect(rest.at(-1)?.to).toBe(200);
    const keys = rest.flatMap(({ events }) =>
      events.flatMap((event) => (event.type === 'run.metrics' ? event.keys : [])),
    );
    expect(keys).toHaveLength(200);
    hub.close();
  });

  it('speaks of an experiment’s runs when too many changed to name each', async () => {
    const hub = createHub();
    const { batches } = follow(hub.subscribe(undefined));
    await pass(0);
    hub.announce(Array.from({ length: 1000 }, (_, n) => runChanged(`r${n}`, String(n % 2))));
    await pass(0);
    expect(batches[1]).toMatchObject({ from: 1, to: 1000 });
    expect(batches[1]?.events).toHaveLength(202);
    expect(batches[1]?.events.slice(200)).toEqual([
      { type: 'runs.changed', experimentId: '0' },
      { type: 'runs.changed', experimentId: '1' },
    ]);
    hub.close();
  });

  it('shows a slow reader a gap in nothing: all that happened meanwhile is in its next batch', async () => {
    const hub = createHub();
    const stream = hub.subscribe(undefined);
    expect((await stream.next()).value).toMatchObject({ to: 0 });
    hub.announce([runChanged('a')]);
    hub.announce([runChanged('b')]);
    expect((await stream.next()).value).toMatchObject({
      from: 1,
      to: 2,
      events: [runChanged('a'), runChanged('b')],
    });
    hub.close();
  });

  it('counts for a reader that comes late only what it can see', async () => {
    const hub = createHub();
    const stream = hub.subscribe(undefined);
    hub.announce([runChanged('unseen')]);
    expect((await stream.next()).value).toEqual({ epoch: 'life', from: 2, to: 1, events: [] });
    hub.announce([runChanged('seen')]);
    expect((await stream.next()).value).toMatchObject({ from: 2, to: 2, events: [runChanged('seen')] });
    hub.close();
  });
});

describe('a subscription ends', () => {
  it.each(['before it starts', 'while it waits', 'while it pauses'])(
    'when its signal aborts %s',
    async (when) => {
      const hub = createHub();
      const stop = new AbortController();
      if (when === 'before it starts') stop.abort();
      const { batches, ended } = follow(hub.subscribe(stop.signal));
      await pass(0);
      if (when === 'while it pauses') {
        hub.announce([runChanged('a')]);
        await pass(10);
      }
      stop.abort();
      await ended;
      hub.announce([runChanged('late')]);
      await pass(1000);
      expect(batches.flatMap(({ events }) => events)).toEqual(
        when === 'while it pauses' ? [runChanged('a')] : [],
      );
    },
  );

  it('when the hub closes, and one that comes after at once', async () => {
    const hub = createHub();
    const first = follow(hub.subscribe(undefined));
    const second = follow(hub.subscribe(new AbortController().signal));
    await pass(0);
    hub.close();
    await Promise.all([first.ended, second.ended, follow(hub.subscribe(undefined)).ended]);
  });
});
