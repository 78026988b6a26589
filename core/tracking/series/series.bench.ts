import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, type ClientContext } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
import { openEngine, type Engine } from '#core/engine.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { servePort } from '#core/rpc/serve-port.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { testActor, testEngineOptions } from '#core/testing/with-engine.ts';

type Ask = Inputs['runs']['metricSeries'];

const longCount = 1_000_000;
const runCount = 100;
const runPoints = 1000;
/** From the question to the drawn line, of which the drawing takes about 20 ms. */
const drawnMs = 200;

/** Lines of charts, from the call over a message port to doubles in an array: what a window waits for. */
export const bench: Bench = {
  name: 'series',
  run: async ({ folder, say }) => {
    const engine = await openEngine({ ...testEngineOptions(join(folder, 'w')), clock: systemClock });
    const { client, close } = connectPort(engine);
    say(`logging ${longCount.toLocaleString('en')} points, then ${runCount} runs of ${runPoints}`);
    const long = await makeRun(client, longCount);
    const many: string[] = [];
    for (let i = 0; i < runCount; i++) many.push(await makeRun(client, runPoints));
    // The thread is started, and its code compiled, by another question.
    await client.runs.metricNames({ runIds: [long] });
    const rows = [...(await measureLong(client, long)), ...(await measureMany(client, many))];
    close();
    engine.hub.close();
    await engine.stop();
    return rows;
  },
};

async function measureLong(client: EngineClient, runId: string): Promise<BenchRow[]> {
  const one = { runIds: [runId], keys: ['loss'], buckets: 1000 };
  const budget = { budget: `< ${drawnMs} ms`, limit: drawnMs };
  const name = '1,000,000 points';
  const ema = { kind: 'ema', weight: 0.9 } as const;
  return [
    await measure(client, `${name}, first sight`, { ...one, quick: true }, budget),
    await measure(client, `${name}, exact, first time`, one),
    await measure(client, `${name}, exact, again`, one, budget),
    await measure(client, `${name}, smoothed`, { ...one, smoothing: ema }, budget),
    await measure(client, `${name}, bell curve`, { ...one, smoothing: { kind: 'gaussian', sigma: 10 } }),
    await measure(client, `${name}, zoomed to 2,000`, { ...one, range: { from: 5e5, to: 502_000 } }, budget),
    await measure(client, `${name}, by time, first time`, { ...one, x: 'time' }),
  ];
}

async function measureMany(client: EngineClient, runIds: string[]): Promise<BenchRow[]> {
  const many = { runIds, keys: ['loss'], buckets: 500 };
  const name = `${runCount} runs of ${runPoints} points`;
  const budget = { budget: '< 1 s', limit: 1000 };
  return [
    await measure(client, `${name}, first time`, many, budget),
    await measure(client, `${name}, smoothed`, { ...many, smoothing: { kind: 'ema', weight: 0.6 } }, budget),
    await measureSparklines(client, runIds),
  ];
}

async function measureSparklines(client: EngineClient, runIds: string[]): Promise<BenchRow> {
  const start = performance.now();
  await client.runs.sparklines({ runIds, key: 'loss' });
  return {
    case: `${runCount} sparklines of ${runPoints} points`,
    value: performance.now() - start,
    unit: 'ms',
  };
}

async function measure(
  client: EngineClient,
  name: string,
  ask: Ask,
  promise?: { budget: string; limit: number },
): Promise<BenchRow> {
  const start = performance.now();
  const { lines } = await client.runs.metricSeries(ask);
  const points = lines.reduce((count, line) => count + decode(line.points).length, 0);
  const value = performance.now() - start;
  if (points === 0) throw new Error(`${name} gave no points`);
  return {
    case: name,
    value,
    unit: 'ms',
    ...(promise && { budget: promise.budget, ok: value < promise.limit }),
  };
}

function decode(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

async function makeRun(client: EngineClient, count: number): Promise<string> {
  const { runId } = await createTestRun(client);
  for (let from = 0; from < count; from += 1000) {
    const metrics = Array.from({ length: Math.min(1000, count - from) }, (_, i) => ({
      key: 'loss',
      step: from + i,
      timestamp: 1_700_000_000_000 + (from + i) * 137,
      value: Math.exp(-(from + i) / (count / 4)) + (((from + i) * 7919) % 1000) / 20_000,
    }));
    await client.runs.logBatch({ runId, metrics });
  }
  return runId;
}

function connectPort(engine: Engine): { client: EngineClient; close(): void } {
  const { port1, port2 } = new MessageChannel();
  const close = servePort(engine, port1, testActor);
  const client: EngineClient = createORPCClient(new RPCLink<ClientContext>({ port: port2 }));
  port2.start();
  return { client, close };
}
