import { buffer } from 'node:stream/consumers';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isStileError, type StileError } from '#core/kernel/errors.ts';
import { storeError } from '#core/store/store-errors.ts';
import { createCreateRequests, type CreateRequests } from '#core/store/create-requests.ts';
import type { HttpEngine } from '../http-engine.ts';
import { notFound } from '../page-routes.ts';
import { refuse } from '../replies.ts';
import type { Sessions } from '../sessions.ts';
import type { TrackingAuth } from '../tracking-auth.ts';
import { addFileRoutes, fileRoutes } from './artifacts/file-routes.ts';
import { readClient } from './client.ts';
import { v3Bases, type MlflowRoute } from './mlflow-route.ts';
import { createRouteTable } from './route-table.ts';
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

/** What MLflow's routes need of what they are mounted in. */
export interface MlflowRoutesOptions {
  engine: HttpEngine;
  sessions: Sessions;
  /** What clients must show; null when nothing. */
  auth: TrackingAuth | null;
}

/** MLflow's REST API: what an unmodified `mlflow` client speaks. */
export function addMlflowRoutes(app: FastifyInstance, options: MlflowRoutesOptions): void {
  const { engine } = options;
  const creates = createCreateRequests(engine.rpcContext({ kind: 'engine', name: 'stile' }).engine);
  void app.register(async (scope) => {
    // Bodies are read as MLflow reads them, whatever their type says; see `readMessage`.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    scope.addHook('preHandler', readBodyOfGet);
    if (options.auth !== null) requireAuth(scope, options.sessions, options.auth);
    scope.addHook('onClose', () => creates.flush());
    addFileRoutes(scope, engine);
    const table = createRouteTable(routes, addressesOf);
    const handler = (request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply> => {
      const found = table.find(request.method, request.url.split('?', 1)[0] ?? '');
      if (found === null) return refuse(request, reply, notFound(request));
      if (found.route === undefined) return refuseMethod(request, reply);
      request.params = found.params;
      return answer({ engine, creates }, found.route, request, reply);
    };
    for (const url of mountPoints()) scope.route({ method: [...methods], url, handler });
  });
}

/** One method at one address; `:name` and `*` stand for parts of it. */
export interface MlflowAddress {
  method: string;
  address: string;
  /** Names of the message's fields. */
  fields: readonly string[];
}

/** All that a client of MLflow can call, for tests that must leave nothing out. */
export function listMlflowAddresses(): MlflowAddress[] {
  const plain = routes.flatMap((route) =>
    addressesOf(route).map((address) => ({ method: route.method, address, fields: route.fields ?? [] })),
  );
  const ofFiles = fileRoutes().flatMap(({ methods: each, url }) =>
    each.map((method) => ({ method, address: url, fields: [] })),
  );
  return [...plain, ...ofFiles];
}

function addressesOf({ path, bases = usualBases }: MlflowRoute): string[] {
  return bases.map((base) => base + path);
}

const apiBases = [...usualBases, ...v3Bases];

/** Everything below the bases, and the addresses of the routes that stand elsewhere. */
function mountPoints(): string[] {
  const elsewhere = routes
    .flatMap(addressesOf)
    .filter((address) => !apiBases.some((base) => address.startsWith(`${base}/`)));
  return [...apiBases.map((base) => `${base}/*`), ...new Set(elsewhere)];
}

const maxGetBytes = 1_000_000;

/** MLflow takes the message of a GET without a query from its body, which Fastify leaves alone. */
async function readBodyOfGet(request: FastifyRequest): Promise<void> {
  if (request.method !== 'GET' || !(Number(request.headers['content-length'] ?? 0) > 0)) return;
  if (request.url.includes('?') || Number(request.headers['content-length']) > maxGetBytes) return;
  request.body = await buffer(request.raw);
}

function requireAuth(scope: FastifyInstance, sessions: Sessions, auth: TrackingAuth): void {
  scope.addHook('onRequest', async (request, reply) => {
    const { authorization, cookie } = request.headers;
    if (auth.isAllowed(authorization) || sessions.isBearer(authorization) || sessions.hasSession(cookie))
      return;
    return refuse(request, reply.header('www-authenticate', 'Basic realm="stile", Bearer'), unauthenticated);
  });
}

const unauthenticated = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message:
    'This Stile wants to know who logs. Set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, to what Stile was started with.',
};

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

function refuseMethod(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = `${request.method} does not go with this address. Check how MLflow calls it.`;
  return refuse(request, reply, { status: 405, code: 'BAD_REQUEST', message });
}

interface Surroundings {
  engine: HttpEngine;
  creates: CreateRequests;
}

async function answer(
  { engine, creates }: Surroundings,
  route: MlflowRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { client, actor } = readClient(request.headers);
  const context = engine.rpcContext(actor);
  context.services.noteClient(actor.name);
  try {
    const body = await route.answer({
      ctx: context.engine,
      services: context.services,
      client,
      creates,
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
