import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { errorTable } from '#contract/errors.ts';
import type { PipelineRun } from '#contract/pipelines.ts';
import { invalidArgument, isStileError, showValue, StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { Refusal } from '#core/kernel/loopback-rules.ts';
import type { RpcContext } from '#core/rpc/rpc-context.ts';
import { storeError } from '#core/store/store-errors.ts';
import type { HttpEngine } from './http-engine.ts';
import { readClient } from './mlflow/client.ts';
import { refuse } from './replies.ts';
import type { Sessions } from './sessions.ts';
import type { TrackingAuth } from './tracking-auth.ts';

export interface PipelineRoutesOptions {
  engine: HttpEngine;
  sessions: Sessions;
  /** What MLflow's clients must show; whoever shows it may start pipelines too. */
  auth: TrackingAuth | null;
}

/** Bytes of a body: the params of a run. */
const maxBodyBytes = 1024 * 1024;

const runBody = z.strictObject({
  params: z.record(z.string(), z.unknown()).default({}),
  /** Why, for the run's history. */
  reason: z.string().max(500).default(''),
});

/**
 * The plain address that other programs start pipelines by, and look after their runs:
 * `POST /engine/pipelines/<name>/runs` answers 201 with the run, `GET /engine/pipelines/<name>/runs/<id>` the run as it
 * is. It takes the token of engine.json or what Stile was started with for MLflow's clients, never nothing: a run is
 * code that runs.
 */
export function addPipelineRoutes(app: FastifyInstance, options: PipelineRoutesOptions): void {
  const { engine } = options;
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: maxBodyBytes },
      (_request, body, done) => {
        done(null, body);
      },
    );
    scope.addHook('onRequest', async (request, reply) => {
      const { authorization } = request.headers;
      const isKnown =
        options.sessions.isBearer(authorization) || options.auth?.isAllowed(authorization) === true;
      if (!isKnown) return refuse(request, reply.header('www-authenticate', 'Bearer'), unknownCaller);
    });
    scope.post<{ Params: { name: string } }>('/engine/pipelines/:name/runs', (request, reply) =>
      answer(engine, request, reply, (context) => startRun(context, request, reply)),
    );
    scope.get<{ Params: { name: string; id: string } }>(
      '/engine/pipelines/:name/runs/:id',
      (request, reply) => answer(engine, request, reply, async (context) => readRun(context, request.params)),
    );
  });
}

const unknownCaller: Refusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message:
    'Stile does not know this caller. Send "Authorization: Bearer <token>" with rpcToken of the workspace’s engine.json, or with the STILE_TRACKING_TOKEN that Stile was started with.',
};

/** @throws NOT_FOUND, for a run of another pipeline too */
function readRun(
  { engine: ctx, services }: RpcContext,
  { name, id }: { name: string; id: string },
): PipelineRun {
  const run = services.runner.getRun(ctx, { pipelineRunId: id });
  if (run.pipeline === name) return run;
  const message = `The pipeline ${name} has no run ${id}: that is one of ${run.pipeline}.`;
  throw new StileError('NOT_FOUND', message, { kind: 'pipeline_run', id });
}

async function startRun(
  { engine: ctx, services }: RpcContext,
  request: FastifyRequest<{ Params: { name: string } }>,
  reply: FastifyReply,
): Promise<unknown> {
  const { name } = request.params;
  const { params, reason } = readBody(request);
  const detail = reason === '' ? `called by ${ctx.actor.name}` : reason;
  const run = await services.runner.run(ctx, { name, params }, { kind: 'call', detail });
  const location = `/engine/pipelines/${encodeURIComponent(name)}/runs/${run.pipelineRunId}`;
  reply.code(201).header('location', location);
  return run;
}

/** @throws INVALID_ARGUMENT for what is no JSON, or says other things than a run takes */
function readBody({ body, headers }: FastifyRequest): z.infer<typeof runBody> {
  if (!Buffer.isBuffer(body) || body.length === 0) return runBody.parse({});
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json')
    throw invalidArgument(
      'content-type',
      type,
      'the params come as JSON',
      'Send "Content-Type: application/json".',
    );
  const text = body.toString('utf8');
  const read = runBody.safeParse(parseJson(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'body' : issue.path.join('.');
  throw invalidArgument(
    place,
    showValue(text),
    issue?.message ?? 'it is no JSON',
    'Send for example {"params": {"rows": 200}}.',
  );
}

async function answer(
  engine: HttpEngine,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (context: RpcContext) => Promise<unknown>,
): Promise<FastifyReply> {
  const context = engine.rpcContext(readClient(request.headers).actor);
  reply.header('cache-control', 'no-store');
  try {
    return reply.type('application/json').send(JSON.stringify(await work(context)));
  } catch (thrown) {
    const error = storeError(thrown);
    if (!isStileError(error)) throw error;
    if (error.code === 'WORKSPACE_DAMAGED') context.services.noteDamage();
    const { code, message, data } = error;
    const body = { error_code: code, message, data };
    return reply.code(errorTable[code].httpStatus).send(body);
  }
}
