import { createHash } from 'node:crypto';
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
      return route.answer({ ...call, ctx: guarded.ctx });
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
function pathOf({ routeOptions }: FastifyRequest): string {
  return (routeOptions.url ?? '').replace(/^\/(ajax-)?api\//, '');
}

/** Delivered is what has gone to a client that was still listening. */
function followDelivery({ reply, request }: MlflowCall, guarded: GuardedRequest): void {
  const { raw: response } = reply;
  const { socket } = request.raw;
  const isGone = (): boolean => socket.destroyed || socket.readableEnded;
  if (isGone() || response.closed) {
    guarded.settle(false);
    return;
  }
  response.once('finish', () => {
    guarded.settle(!isGone());
  });
  response.once('close', () => {
    guarded.settle(false);
  });
}
