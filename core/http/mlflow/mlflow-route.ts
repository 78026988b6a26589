import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EngineContext } from '#core/store/context.ts';
import type { CreateRequests } from '#core/store/create-requests.ts';
import type { RpcContext } from '#core/rpc/rpc-context.ts';
import { readMessage } from './wire/read-message.ts';
import { makeReader, type MessageOf, type Shape } from './wire/fields.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What an answer can be made from beside the message. */
export interface MlflowCall {
  ctx: EngineContext;
  services: RpcContext['services'];
  /** What the client says of itself, e.g. `mlflow-python-client/3.17.2`; empty when it says nothing. */
  client: string;
  /** Keeps a create that is sent again from making a second object; see `retrySafe`. */
  creates: CreateRequests;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** One endpoint: the same under each of `bases`. */
export interface MlflowRoute {
  method: Method;
  /** After the base, e.g. `/mlflow/runs/create`; `:model_id` fills the field of that name. */
  path: string;
  /** Left out: `/api/2.0` and `/ajax-api/2.0`. */
  bases?: readonly string[];
  /** Names of the message's fields; empty for a route that reads the request by itself. */
  fields?: readonly string[];
  /** Resolves to the object of the answer; undefined when it has answered on `call.reply` itself. */
  answer(call: MlflowCall): unknown;
}

/** Only MLflow's own page asks there. */
export const uiBases: readonly string[] = ['/ajax-api/2.0'];
export const v3Bases: readonly string[] = ['/api/3.0', '/ajax-api/3.0'];

/**
 * An endpoint with a message of `fields`. `answer` gets the engine's context (a write of this client), the message, and
 * the call itself; what it returns is sent as JSON without what is undefined.
 */
export function defineRoute<S extends Shape>(route: {
  method: Method;
  path: string;
  bases?: readonly string[];
  fields: S;
  answer(ctx: EngineContext, message: MessageOf<S>, call: MlflowCall): object | Promise<object>;
}): MlflowRoute {
  const { method, path, bases, fields, answer } = route;
  const reader = makeReader(fields);
  return {
    method,
    path,
    ...(bases !== undefined && { bases }),
    fields: Object.keys(fields),
    answer: (call) => answer(call.ctx, readMessage(call.request, reader), call),
  };
}
