import { createServer, type Server } from 'node:net';
import { StileError, systemCode } from './errors.ts';

/** How many ports above the usual one are tried when another program holds it. */
const portsAbove = 20;

export interface PortWish {
  /** Asked for by number: taken or refused. Left out: the usual one, or one soon above it. 0: any. */
  port?: number | undefined;
  /** What is taken when nobody asked for one. */
  usualPort: number;
}

export interface Bound<S extends Server> {
  port: number;
  /** The port that was wanted, when another program holds it. */
  wantedPort: number | null;
  servers: S[];
}

/**
 * Listens on 127.0.0.1 and, where the machine has it, on ::1 with the same port.
 * @throws PORT_IN_USE when a port that was asked for by number is taken; names the next that is free
 */
export async function listenOnLoopback<S extends Server>(
  makeServer: () => S,
  { port, usualPort }: PortWish,
): Promise<Bound<S>> {
  if (port === 0) return { ...(await bindAny(makeServer)), wantedPort: null };
  const wanted = port ?? usualPort;
  const servers = await bindBoth(makeServer, wanted);
  if (servers !== null) return { port: wanted, wantedPort: null, servers };
  if (port !== undefined) throw portInUse(wanted, await findFreePort(wanted));
  for (const next of portsAfter(wanted)) {
    const moved = await bindBoth(makeServer, next);
    if (moved !== null) return { port: next, wantedPort: wanted, servers: moved };
  }
  return { ...(await bindAny(makeServer)), wantedPort: wanted };
}

async function bindAny<S extends Server>(makeServer: () => S): Promise<{ port: number; servers: S[] }> {
  for (let attempt = 0; attempt < portsAbove; attempt++) {
    const first = makeServer();
    const port = await bind(first, '127.0.0.1', 0);
    const servers = port === null ? null : await addSecond(makeServer, first, port);
    if (port !== null && servers !== null) return { port, servers };
  }
  throw portInUse(0, null);
}

async function bindBoth<S extends Server>(makeServer: () => S, port: number): Promise<S[] | null> {
  const first = makeServer();
  return (await bind(first, '127.0.0.1', port)) === null ? null : addSecond(makeServer, first, port);
}

/** A machine without IPv6, or with IPv6 switched off. */
const noSuchAddress = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

/** Adds ::1 to what listens on 127.0.0.1; null, and nothing listens, when another program has the port there. */
async function addSecond<S extends Server>(makeServer: () => S, first: S, port: number): Promise<S[] | null> {
  const second = makeServer();
  try {
    if ((await bind(second, '::1', port)) !== null) return [first, second];
    first.close();
    return null;
  } catch (error) {
    if (noSuchAddress.has(systemCode(error))) return [first];
    first.close();
    throw error;
  }
}

/** Besides what is in use, systems refuse ports that they keep for themselves. */
const takenCodes = new Set(['EADDRINUSE', 'EACCES']);

/** The port that `server` got; null when it is taken. */
function bind(server: Server, host: string, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      if (takenCodes.has(systemCode(error))) resolve(null);
      else reject(error);
    };
    server.once('error', fail);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', fail);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : null);
    });
  });
}

async function findFreePort(taken: number): Promise<number | null> {
  for (const port of portsAfter(taken)) {
    const servers = await bindBoth(createServer, port);
    for (const server of servers ?? []) server.close();
    if (servers !== null) return port;
  }
  return null;
}

function portsAfter(port: number): number[] {
  return Array.from({ length: portsAbove }, (_, i) => port + 1 + i).filter((next) => next <= 65_535);
}

function portInUse(port: number, next: number | null): StileError {
  const remedy =
    next === null ? 'Choose another one with --port.' : `Port ${next} is free: use --port ${next}.`;
  return new StileError('PORT_IN_USE', `Port ${port} is in use by another program. ${remedy}`, {
    port,
    next,
  });
}
