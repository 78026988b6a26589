import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import type { GuardedRequest } from '#core/store/create-requests.ts';
import type { MlflowCall, MlflowRoute } from './mlflow-route.ts';

/**
 * MLflow's clients send a POST again when the connection ends before the answer. A create that is sent again so gets the
 * answer of the first, also from an engine that was killed and started anew in between; see `CreateRequests`.
 */
export function retrySafe(route: MlflowRoute): MlflowRoute {
  return {
    ...route,
    answer: async (call) => {
      const guarded = call.creates.guard(call.ctx, hashRequest(call));
      followDelivery(call, guarded);
      const answer = await route.answer({ ...call, ctx: guarded.ctx });
      // One turn of the event loop shows whether the client is gone: an answer to nobody would count as delivered.
      await setImmediate();
      return answer;
    },
  };
}

function hashRequest({ request, client }: MlflowCall): string {
  return createHash('sha256')
    .update(`${client}\n${pathOf(request)}\n`)
    .update(Buffer.isBuffer(request.body) ? request.body : '')
    .digest('base64url');
}

/** The same under each base. */
function pathOf({ url }: FastifyRequest): string {
  return (url.split('?', 1)[0] ?? '').replace(/^\/(ajax-)?api\//, '');
}

/** Delivered is what has gone to a client that was still listening. */
function followDelivery({ reply, request }: MlflowCall, guarded: GuardedRequest): void {
  const { raw: response } = reply;
  const { socket } = request.raw;
  let isSettled = false;
  const settle = (isDelivered: boolean): void => {
    if (!isSettled) guarded.settle(isDelivered);
    isSettled = true;
  };
  if (response.closed || socket.destroyed) settle(false);
  response.once('finish', () => {
    settle(!socket.destroyed && !socket.readableEnded);
  });
  response.once('close', () => {
    settle(false);
  });
}
