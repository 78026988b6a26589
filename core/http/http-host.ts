import { createServer, type RequestListener, type Server } from 'node:http';
import type { Environment } from '#core/kernel/folder-hazards.ts';
import { listenOnLoopback } from '#core/kernel/loopback-listen.ts';
import { buildApp } from './app.ts';
import type { HttpEngine } from './http-engine.ts';
import { createSessionMemory, createSessions, type SessionMemory, type Sessions } from './sessions.ts';
import { readTrackingAuth } from './tracking-auth.ts';

export interface HttpHostOptions {
  engine: HttpEngine;
  /** absolute folder of the built page */
  rendererFolder: string;
  /** Where STILE_TRACKING_TOKEN and its like are looked for; nothing is wanted of clients when left out. */
  env?: Environment | undefined;
  /** Asked for by number: taken or refused. Left out: 5000 or the next free one. 0: any. */
  port?: number | undefined;
  /** Who was let in by an engine before this one at the same address. */
  memory?: SessionMemory | undefined;
  /** Milliseconds after which a silent connection is closed; two minutes when left out. */
  idleMs?: number | undefined;
}

export interface HttpHost {
  /** `http://127.0.0.1:5000` */
  address: string;
  /** Who was let in, for an engine after this one at the same address. */
  memory: SessionMemory;
  /** Takes no more connections, closes the idle ones at once and gives the others `drainMs` to end. */
  stop(drainMs?: number): Promise<void>;
}

const usualPort = 5000;
/** Browsers keep theirs for about as long. */
const usualIdleMs = 120_000;
const usualDrainMs = 3000;

/**
 * Serves the engine on this machine's loopback: page, procedures, health.
 * @throws PORT_IN_USE; INVALID_ARGUMENT for a user name without a password
 */
export async function openHttpHost(options: HttpHostOptions): Promise<HttpHost> {
  const { engine, idleMs = usualIdleMs } = options;
  const auth = readTrackingAuth(options.env ?? {});
  // Fastify makes its handler before there is a port, and cookies are named after the port.
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end();
  const servers: Server[] = [];
  const bound = await listenOnLoopback(
    () => makeServer((request, response) => answer(request, response), idleMs),
    { port: options.port, usualPort },
  );
  servers.push(...bound.servers);
  const memory = options.memory ?? createSessionMemory();
  const sessions = createSessions({
    ids: engine.ctx.ids,
    port: bound.port,
    rpcToken: engine.rpcToken,
    memory,
  });
  const app = buildApp({
    ...options,
    sessions,
    auth,
    serverFactory: (handler) => {
      answer = handler;
      return createServer();
    },
  });
  await app.ready();
  const address = `http://127.0.0.1:${bound.port}`;
  engine.setListening({
    address,
    wantedPort: bound.wantedPort,
    access: auth === null ? 'open' : 'secret',
    browserUrl: () => browserUrl(address, sessions),
  });
  return {
    address,
    memory,
    stop: async (drainMs = usualDrainMs) => {
      engine.setListening(null);
      await Promise.all(servers.map((server) => closeServer(server, drainMs)));
      await app.close();
    },
  };
}

function browserUrl(address: string, sessions: Sessions): string {
  return `${address}/?token=${sessions.makeEntryToken()}`;
}

/** A call may take long to be answered, and a file long to be sent, but who sends must not fall silent. */
function makeServer(answer: RequestListener, idleMs: number): Server {
  const server = createServer(
    { keepAliveTimeout: idleMs, headersTimeout: idleMs + 5000, requestTimeout: 0 },
    (request, response) => {
      // From here on it is the engine that is silent. Node ends an unread request after its answer, which is too late.
      request.once('end', () => {
        if (!response.writableFinished) request.socket.setTimeout(0);
      });
      response.once('close', () => {
        if (!server.listening) server.closeIdleConnections();
      });
      answer(request, response);
    },
  );
  server.timeout = idleMs;
  return server;
}

async function closeServer(server: Server, drainMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
  }, drainMs);
  await closed;
  clearTimeout(timer);
}
