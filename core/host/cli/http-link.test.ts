import { Agent, createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { failureOf } from '#core/testing/factories.ts';
import { createHttpClient } from './http-link.ts';

it('a stream of events is refused at once instead of being waited for', async () => {
  const answer: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': \n\n');
  };
  await withServer(answer, async (client) => {
    await expect(client.events.subscribe({})).rejects.toThrow('stream of events');
  });
});

it.each<[string, RequestListener]>([
  ['before it answers', (request) => request.socket.destroy()],
  [
    'in the middle of its answer',
    (request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
      response.write('{', () => request.socket.destroy());
    },
  ],
])('an engine that ends %s is out of reach: no error of Stile itself', async (_, answer) => {
  await withServer(answer, async (client, address) => {
    expect(await failureOf(client.system.info({}))).toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      data: { path: '/data/w', address },
    });
  });
});

async function withServer(
  answer: RequestListener,
  use: (client: EngineClient, address: string) => Promise<void>,
): Promise<void> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  const agent = new Agent();
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const options = { address, agent, workspace: '/data/w', rpcToken: 'x', actorName: 'stile run list' };
    await use(createHttpClient(options), address);
  } finally {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  }
}
