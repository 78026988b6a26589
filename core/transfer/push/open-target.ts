import type { PushOrder } from '#contract/transfer.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { readServerVersion } from '../import/server/server-source.ts';
import { createMlflowHttp, type MlflowHttp } from '../rest/mlflow-http.ts';
import { refuseOwnAddress } from '../rest/own-address.ts';

/** The server that a push sends to. */
export interface PushTarget {
  http: MlflowHttp;
  address: string;
  version: string;
}

/** @throws INVALID_ARGUMENT; UNAUTHORIZED; DATA_INVALID for a server that does not answer or is no MLflow */
export async function openTarget(
  ctx: EngineContext,
  order: PushOrder,
  signal: AbortSignal,
): Promise<PushTarget> {
  const { experiments = [], models = [], all = false } = order;
  if (!all && experiments.length === 0 && models.length === 0) {
    throw invalidArgument(
      'experiments',
      '',
      'the order names nothing to send',
      'Name experiments with --experiment, models with --model, or send all with --all.',
    );
  }
  const http = createMlflowHttp(order.server.trim(), order.auth, signal);
  refuseOwnAddress(ctx.paths, 'server', http.address);
  return { http, address: http.address, version: await readServerVersion(http) };
}
