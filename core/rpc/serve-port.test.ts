import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, type ClientContext } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { servePort } from './serve-port.ts';

it('answers on a message port as the actor it was given, until the port closes', () =>
  withEngine(async ({ engine }) => {
    const { port1, port2 } = new MessageChannel();
    const close = servePort(engine, port1, { kind: 'screen', name: 'window' });
    const client: EngineClient = createORPCClient(new RPCLink<ClientContext>({ port: port2 }));
    port2.start();
    const { experimentId } = await client.experiments.create({ name: 'by port' });
    const { runId } = await client.runs.create({ experimentId });
    const chunk = new File(['åäö'], 'words.txt');
    await client.artifacts.write({ runId, path: 'words.txt', offset: 0, chunk, last: true });
    const read = await client.artifacts.read({ runId, path: 'words.txt' });
    expect(await read.chunk.text()).toBe('åäö');
    const { entries } = await client.activity.list({ entityKind: 'experiment' });
    expect(entries[0]?.actor).toEqual({ kind: 'screen', name: 'window' });
    await expect(client.runs.get({ runId: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND', defined: true });
    const closed = new Promise((resolve) => port2.once('close', resolve));
    close();
    await closed;
  }));

it('ends streams with the engine', () =>
  withEngine(async ({ engine }) => {
    const { port1, port2 } = new MessageChannel();
    const close = servePort(engine, port1, { kind: 'screen', name: 'window' });
    const client: EngineClient = createORPCClient(new RPCLink<ClientContext>({ port: port2 }));
    port2.start();
    const stream = await client.events.subscribe({});
    expect((await stream.next()).value).toMatchObject({ events: [] });
    engine.hub.close();
    expect(await stream.next()).toMatchObject({ done: true });
    close();
  }));
