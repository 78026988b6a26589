import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { mlflowVersion } from '#contract/mlflow-version.ts';
import { errorText } from '#core/kernel/errors.ts';
import { checkHost, checkOrigin } from '#core/kernel/loopback-rules.ts';
import type { HttpEngine } from './http-engine.ts';
import { addMlflowRoutes } from './mlflow/index.ts';
import { addPageRoutes, notFound } from './page-routes.ts';
import { addPipelineRoutes } from './pipeline-routes.ts';
import { isCall, isMlflowPath, isProgramPath, refuse } from './replies.ts';
import { maxBodyBytes } from './request-rules.ts';
import { addRpcRoute } from './rpc-route.ts';
import { makeSecurityHeaders, programHeaders } from './security-headers.ts';
import type { Sessions } from './sessions.ts';
import type { TrackingAuth } from './tracking-auth.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Lets the style elements of this answer's page through its policy. */
    nonce: string;
  }
}

export interface AppOptions {
  engine: HttpEngine;
  sessions: Sessions;
  /** absolute folder of the built page */
  rendererFolder: string;
  /** What MLflow's clients must show; null when nothing. */
  auth: TrackingAuth | null;
  /** Gives Fastify the server to answer on; see `openHttpHost`. */
  serverFactory(handler: RequestListener): Server;
}

const badAddress = {
  status: 400,
  code: 'BAD_PATH',
  message: 'This address has an escape that stands for nothing. Encode "%" as "%25".',
};

/** Every route that Stile has, behind the rules that hold for all of them. */
export function buildApp(options: AppOptions): FastifyInstance {
  const { engine, sessions } = options;
  const app = Fastify({
    serverFactory: (handler) => options.serverFactory(handler),
    bodyLimit: maxBodyBytes,
    logger: false,
    // An address that cannot be decoded meets neither hooks nor handlers.
    frameworkErrors: (_error, { raw }, { raw: response }) => {
      refuseAddress(raw, response);
    },
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 2000 },
  });
  addRules(app);
  addErrorReplies(app, engine);
  app.get('/health', (_request, reply) => reply.type('text/plain').send('OK'));
  app.get('/version', (_request, reply) => reply.type('text/plain').send(mlflowVersion));
  addIdentityRoute(app, engine, sessions);
  addRpcRoute(app, engine, sessions);
  addMlflowRoutes(app, { engine, sessions, auth: options.auth });
  addPipelineRoutes(app, { engine, sessions, auth: options.auth });
  addPageRoutes(app, options.rendererFolder, sessions);
  return app;
}

function refuseAddress({ headers }: IncomingMessage, response: ServerResponse): void {
  const { status, code, message } = checkHost(headers.host) ?? badAddress;
  const body = Buffer.from(JSON.stringify({ error_code: code, message }));
  response.writeHead(status, {
    ...programHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(body);
}

function addRules(app: FastifyInstance): void {
  app.decorateRequest('nonce', '');
  app.addHook('onRequest', async (request, reply) => {
    const isProgram = isProgramPath(request.url);
    // On the raw answer, so that what the RPC sends by itself carries them too.
    for (const [name, value] of headersFor(request, isProgram)) reply.raw.setHeader(name, value);
    const hostRefusal = checkHost(request.headers.host);
    if (hostRefusal !== null) return refuse(request, reply, hostRefusal);
    // A browser that asks beforehand is told of nothing that it may do.
    if (request.method === 'OPTIONS' && isMlflowPath(request.url)) return reply.code(204).send();
    const changesState = request.method !== 'GET' && request.method !== 'HEAD';
    const refusal = changesState || isCall(request.url) ? checkOrigin(request.headers) : null;
    if (refusal !== null) return refuse(request, reply, refusal);
  });
}

const ofPrograms = Object.entries(programHeaders);

function headersFor(request: FastifyRequest, isProgram: boolean): [string, string][] {
  if (isProgram) return ofPrograms;
  const { nonce, headers } = makeSecurityHeaders();
  request.nonce = nonce;
  return Object.entries(headers);
}

function addErrorReplies(app: FastifyInstance, engine: HttpEngine): void {
  app.setNotFoundHandler((request, reply) => refuse(request, reply, notFound(request)));
  app.setErrorHandler((error, request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status >= 400 && status < 500) {
      return refuse(request, reply, { status, code: 'BAD_REQUEST', message: errorText(error) });
    }
    engine.ctx.logger.error(
      { err: error, path: request.url.split('?', 1)[0]?.slice(0, 200) },
      'unexpected error in a request',
    );
    const message = 'An error in Stile itself stopped this request. The log has it.';
    return refuse(request, reply, { status: 500, code: 'INTERNAL_ERROR', message });
  });
}

/** Lets a command make sure that the engine of engine.json is alive before it sends anything else. */
function addIdentityRoute(app: FastifyInstance, engine: HttpEngine, sessions: Sessions): void {
  app.get('/engine/identity', (request, reply) => {
    if (sessions.isBearer(request.headers.authorization))
      return { startToken: engine.startToken, pid: process.pid };
    const message = 'This is for programs that know the token of engine.json.';
    return refuse(request, reply, { status: 401, code: 'UNAUTHORIZED', message });
  });
}
