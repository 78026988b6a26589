import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isStileError, type StileError } from '#core/kernel/errors.ts';
import { storeError } from '#core/store/store-errors.ts';
import type { HttpEngine } from '../http-engine.ts';
import { addFileRoutes } from './artifacts/file-routes.ts';
import { readClient } from './client.ts';
import type { MlflowRoute } from './mlflow-route.ts';
import { artifactsRoutes } from './routes/artifacts.ts';
import { experimentsRoutes } from './routes/experiments.ts';
import { loggedModelsRoutes } from './routes/logged-models.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { modelVersionsRoutes } from './routes/model-versions.ts';
import { registeredModelsRoutes } from './routes/registered-models.ts';
import { runsRoutes } from './routes/runs.ts';
import { serverRoutes } from './routes/server.ts';
import { tracesRoutes } from './routes/traces.ts';
import { toMlflowError } from './wire/errors.ts';

const routes: readonly MlflowRoute[] = [
  ...experimentsRoutes,
  ...runsRoutes,
  ...metricsRoutes,
  ...artifactsRoutes,
  ...registeredModelsRoutes,
  ...modelVersionsRoutes,
  ...loggedModelsRoutes,
  ...tracesRoutes,
  ...serverRoutes,
];

const usualBases = ['/api/2.0', '/ajax-api/2.0'];

/** MLflow's REST API: what an unmodified `mlflow` client speaks. */
export function addMlflowRoutes(app: FastifyInstance, engine: HttpEngine): void {
  void app.register(async (scope) => {
    // Bodies are read as MLflow reads them, whatever their type says; see `readMessage`.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    addFileRoutes(scope, engine);
    for (const route of routes) {
      for (const base of route.bases ?? usualBases) {
        scope.route({
          method: route.method,
          url: `${base}${route.path}`,
          handler: (request, reply) => answer(engine, route, request, reply),
        });
      }
    }
  });
}

async function answer(
  engine: HttpEngine,
  route: MlflowRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { client, actor } = readClient(request.headers);
  const context = engine.rpcContext(actor);
  try {
    const body = await route.answer({
      ctx: context.engine,
      services: context.services,
      client,
      request,
      reply,
    });
    if (body === undefined) return reply;
    return await reply.type('application/json').send(JSON.stringify(body));
  } catch (thrown) {
    const error = storeError(thrown);
    if (!isStileError(error)) throw error;
    if (error.code === 'WORKSPACE_DAMAGED') context.services.noteDamage();
    return sendError(reply, error);
  }
}

function sendError(reply: FastifyReply, error: StileError): FastifyReply {
  const { status, body } = toMlflowError(error);
  return reply.code(status).header('cache-control', 'no-store').send(body);
}
