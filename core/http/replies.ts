import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '#core/kernel/loopback-rules.ts';

/** Calls are answered in the RPC's own shape of an error, so that every client words them; the rest as MLflow does. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  data: unknown = null,
): FastifyReply {
  const { status, code, message } = refusal;
  // What is left of a body that nobody reads would be taken for the next request.
  if (request.method !== 'GET' && request.method !== 'HEAD') reply.header('connection', 'close');
  const body = isCall(request.url)
    ? { json: { defined: data !== null, code, status, message, data } }
    : { error_code: code, message };
  return reply.code(status).header('cache-control', 'no-store').send(body);
}

export function isCall(url: string): boolean {
  return url.startsWith('/rpc/');
}

/** True below the bases of MLflow's API. */
export function isMlflowPath(url: string): boolean {
  return /^\/(ajax-)?api\//.test(url);
}

const programPaths =
  /^\/(api|ajax-api|rpc|engine|version|health|metrics|invocations|ping|v1|graphql|get-artifact|model-versions\/get-artifact)(\/|\?|$)/;

/** True for paths that programs ask for: there a missing page is an error, not a screen. */
export function isProgramPath(path: string): boolean {
  return programPaths.test(path);
}
