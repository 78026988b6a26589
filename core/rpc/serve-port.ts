import { RPCHandler } from '@orpc/server/message-port';
import type { Actor } from '#contract/entities.ts';
import { router } from './router.ts';
import type { RpcContext } from './rpc-context.ts';

/** A message port of a browser's shape, of Node or of Electron's main and utility processes. */
export type ServedPort = Parameters<InstanceType<typeof RPCHandler>['upgrade']>[0] & {
  start?(): void;
  close?(): void;
};

/**
 * Answers the procedures on a port until the other side closes it, for calls by `actor`.
 * @returns the function that closes the port from this side
 */
export function servePort(
  engine: { rpcContext(actor: Actor): RpcContext },
  port: ServedPort,
  actor: Actor,
): () => void {
  new RPCHandler(router).upgrade(port, { context: engine.rpcContext(actor) });
  // The RPC listens but leaves the start to us: until then the port keeps its messages back.
  port.start?.();
  return () => {
    port.close?.();
  };
}
