import { createServer, type AddressInfo, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { listenOnLoopback, type Bound } from './loopback-listen.ts';

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.address === '::1');

/** Runs `fn` while another program (a plain server) holds a port, and closes what was opened. */
async function withTakenPort(
  host: string,
  fn: (port: number, opened: Bound<Server>[]) => Promise<void>,
): Promise<void> {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen({ host, port: 0 }, resolve);
  });
  const opened: Bound<Server>[] = [];
  try {
    await fn((other.address() as AddressInfo).port, opened);
  } finally {
    for (const server of [other, ...opened.flatMap(({ servers }) => servers)]) server.close();
  }
}

const listen = async (opened: Bound<Server>[], port?: number): Promise<Bound<Server>> => {
  const bound = await listenOnLoopback(() => createServer(), { port, usualPort: 5000 });
  opened.push(bound);
  return bound;
};

describe('listenOnLoopback', () => {
  it('listens on both address families with one port, and on this machine alone', () =>
    withTakenPort('127.0.0.1', async (_taken, opened) => {
      const { port, servers, wantedPort } = await listen(opened, 0);
      const addresses = servers.map((server) => server.address() as AddressInfo);
      expect(wantedPort).toBeNull();
      expect(addresses.map((address) => address.port)).toEqual(addresses.map(() => port));
      expect(addresses.map(({ address }) => address)).toEqual(hasIpv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1']);
    }));

  it('refuses a port that was asked for and is taken, and names one that is free', () =>
    withTakenPort('127.0.0.1', async (taken, opened) => {
      const error: unknown = await listen(opened, taken).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'PORT_IN_USE', data: { port: taken } });
      const next = (error as { data: { next: number } }).data.next;
      expect(next).toBeGreaterThan(taken);
      expect(String(error)).toContain(`Port ${taken} is in use by another program. Port ${next} is free`);
      expect((await listen(opened, next)).port).toBe(next);
    }));

  it.runIf(hasIpv6)('counts a port as taken when only its ::1 is', () =>
    withTakenPort('::1', async (taken, opened) => {
      await expect(listen(opened, taken)).rejects.toMatchObject({ code: 'PORT_IN_USE' });
    }),
  );

  it('without a wish takes the usual port or one soon above it, and says which it wanted', () =>
    withTakenPort('127.0.0.1', async (_taken, opened) => {
      const first = await listen(opened);
      const second = await listen(opened);
      expect(second.port).toBeGreaterThan(first.port);
      expect(second.wantedPort).toBe(5000);
      expect(first.wantedPort).toBe(first.port === 5000 ? null : 5000);
    }));
});
