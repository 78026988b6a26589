import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, type ClientContext } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { EngineClient } from '#contract/procedures.ts';
import { openEngine, type Engine } from '#core/engine.ts';
import { openHttpHost } from '#core/http/index.ts';
import { systemClock } from '#core/kernel/clock.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { testActor, testEngineOptions } from '#core/testing/with-engine.ts';
import { servePort } from './serve-port.ts';

const rounds = 600;

/** One call there and back, one after the other, by each of the three ways in. Both ends are in this process. */
export const bench: Bench = {
  name: 'rpc',
  run: async ({ folder }) => {
    const engine = await openEngine({ ...testEngineOptions(join(folder, 'w')), clock: systemClock });
    const direct = engine.createClient(testActor);
    const port = connectPort(engine);
    const http = await connectHttp(engine, join(folder, 'page'));
    const { runId } = await createTestRun(direct);
    const rows: BenchRow[] = [];
    for (const [name, call] of calls(runId)) {
      const reference = await measure(direct, call);
      rows.push({ case: `${name}, in the process`, value: reference, unit: 'ms' });
      rows.push({
        case: `${name}, message port`,
        value: await measure(port.client, call),
        unit: 'ms',
        reference,
      });
      rows.push({ case: `${name}, HTTP`, value: await measure(http.client, call), unit: 'ms', reference });
    }
    port.close();
    engine.hub.close();
    await http.stop();
    await engine.stop();
    return rows;
  },
};

type Call = (client: EngineClient, round: number) => Promise<unknown>;

function calls(runId: string): [string, Call][] {
  return [
    ['read a run', (client) => client.runs.get({ runId })],
    [
      'log a metric',
      (client, round) => client.runs.logMetric({ runId, key: 'loss', value: round, step: round }),
    ],
  ];
}

/** The median of a call, in ms. */
async function measure(client: EngineClient, call: Call): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await call(client, round);
    times.push(performance.now() - start);
  }
  // The first ones warm up: code is compiled, connections are made.
  const warm = times.slice(rounds / 4).sort((a, b) => a - b);
  return warm[Math.floor(warm.length / 2)] ?? 0;
}

function connectPort(engine: Engine): { client: EngineClient; close(): void } {
  const { port1, port2 } = new MessageChannel();
  const close = servePort(engine, port1, testActor);
  const client: EngineClient = createORPCClient(new PortLink<ClientContext>({ port: port2 }));
  port2.start();
  return { client, close };
}

async function connectHttp(
  engine: Engine,
  page: string,
): Promise<{ client: EngineClient; stop(): Promise<void> }> {
  mkdirSync(page, { recursive: true });
  writeFileSync(join(page, 'index.html'), '');
  const host = await openHttpHost({ engine, rendererFolder: page, port: 0 });
  const headers = { authorization: `Bearer ${engine.rpcToken}` };
  const link = new FetchLink<ClientContext>({ url: `${host.address}/rpc`, headers });
  return { client: createORPCClient(link), stop: () => host.stop() };
}
