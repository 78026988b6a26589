import { RPCHandler } from '@orpc/server/node';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '#contract/entities.ts';
import { router } from '#core/rpc/router.ts';
import type { HttpEngine } from './http-engine.ts';
import { refuse } from './replies.ts';
import { checkCallBody } from './request-rules.ts';
import type { Sessions } from './sessions.ts';

/** The procedures of the contract under /rpc, for browsers with a session and programs with the engine's token. */
export function addRpcRoute(app: FastifyInstance, engine: HttpEngine, sessions: Sessions): void {
  const handler = new RPCHandler(router);
  void app.register(async (scope) => {
    // The RPC reads the body itself: files in forms, and JSON with types that JSON does not have.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => {
      done(null);
    });
    scope.post('/rpc/*', async (request, reply) => {
      const actor = identify(request, sessions);
      if (actor === null) return refuse(request, reply, unauthorized, { remedy });
      const refusal = checkCallBody(request.headers);
      if (refusal !== null) return refuse(request, reply, refusal);
      reply.hijack();
      const context = engine.rpcContext(actor);
      const { matched } = await handler.handle(request.raw, reply.raw, { prefix: '/rpc', context });
      if (!matched)
        reply.raw.writeHead(404, { 'content-type': 'application/json', connection: 'close' }).end(noSuchCall);
      return reply;
    });
  });
}

const remedy = 'Open the address that `stile open` prints.';
const unauthorized = {
  status: 401,
  code: 'UNAUTHORIZED',
  message: `Stile does not know this caller. ${remedy}`,
};
const noSuchCall = JSON.stringify({
  json: {
    defined: false,
    code: 'NO_SUCH_CALL',
    status: 404,
    message: 'This Stile knows no such call.',
    data: null,
  },
});

/** Who calls; null when nothing shows that the caller may. */
function identify(request: FastifyRequest, sessions: Sessions): Actor | null {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) {
    return sessions.isBearer(authorization) ? readActor(request.headers['x-stile-actor']) : null;
  }
  return sessions.hasSession(cookie) ? { kind: 'screen', name: 'browser' } : null;
}

const maxActorName = 100;

/** `command;stile run list` or `client;my script`: what a program calls itself in the activity. */
function readActor(header: string | string[] | undefined): Actor {
  const text = Array.isArray(header) ? '' : (header ?? '');
  const [, kind = 'command', name = ''] = /^(command|client);(.*)$/.exec(text) ?? [];
  const trimmed = name.trim().slice(0, maxActorName);
  return { kind: kind === 'client' ? 'client' : 'command', name: trimmed === '' ? 'stile' : trimmed };
}
