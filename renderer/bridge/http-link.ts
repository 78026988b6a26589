import { ORPCError } from '@orpc/client';
import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { ConnectionLostError } from './problems.ts';

/** Talks to the engine that served this page: same origin, the cookie of the printed address lets us in. */
export function createHttpLink(origin: string): ClientLink<ClientContext> {
  return new RPCLink({ url: `${origin}/rpc`, fetch: (request, init) => fetchFromEngine(request, init) });
}

async function fetchFromEngine(request: Request, init: RequestInit): Promise<Response> {
  const response = await fetch(request, init).catch((error: unknown) => {
    if (request.signal.aborted) throw error;
    throw new ConnectionLostError('The engine did not answer', { cause: error });
  });
  // The host refuses before the RPC does, so the body of this answer is not the RPC's own.
  if (response.status === 401) throw new ORPCError('UNAUTHORIZED', { status: 401, data: { remedy: '' } });
  return response;
}
