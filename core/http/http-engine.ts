import type { Actor } from '#contract/entities.ts';
import type { RpcContext } from '#core/rpc/rpc-context.ts';
import type { EngineContext } from '#core/store/context.ts';

/** What the HTTP host needs of the engine that it serves. */
export interface HttpEngine {
  ctx: Pick<EngineContext, 'ids' | 'logger'>;
  rpcToken: string;
  startToken: string;
  rpcContext(actor: Actor): RpcContext;
  setListening(
    listening: {
      address: string;
      wantedPort: number | null;
      access: 'open' | 'secret';
      browserUrl(): string;
    } | null,
  ): void;
}
