import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpEngine } from '#core/http/http-engine.ts';
import { notFound } from '#core/http/page-routes.ts';
import { refuse } from '#core/http/replies.ts';
import { hasCode, isStileError } from '#core/kernel/errors.ts';
import { locateModelFolder } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { storeError } from '#core/store/store-errors.ts';
import {
  deleteArtifactPath,
  listArtifactFolder,
  openArtifact,
  openBelow,
  openFileOf,
  putArtifact,
} from '#core/tracking/index.ts';
import { readClient } from '../client.ts';
import { toMlflowError } from '../wire/errors.ts';
import { queryText, requiredText } from './query.ts';
import { fileType, saveAs } from './file-type.ts';
import { sendFile } from './send-file.ts';
import { readTraceFile } from './trace-file.ts';
import { checkWirePath, readAddressPath } from './wire-path.ts';

type Answer = (ctx: EngineContext, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

const files = '/mlflow-artifacts/artifacts';
const apiBases = ['/api/2.0', '/ajax-api/2.0'];

/** Upload, download, delete: the routes whose bodies are files, as streams in both directions. */
export function addFileRoutes(parent: FastifyInstance, engine: HttpEngine): void {
  void parent.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => {
      done(null);
    });
    scope.addHook('onRequest', async (request, reply) => {
      if (!isPlainAddress(request)) return refuse(request, reply, notFound(request));
      // A file's type goes by its name: what a client says of it, true or malformed, decides nothing.
      delete request.raw.headers['content-type'];
    });
    const add = (method: string[], url: string, answer: Answer): void => {
      const handler = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
        run(engine, answer, request, reply);
      scope.route({ method, url, exposeHeadRoute: false, handler });
    };
    for (const { methods, url, answer } of fileRoutes()) add(methods, url, answer);
  });
}

/**
 * Fastify finds a route by other spellings of its address too, `/%61pi` or `http://host/api`; the path of the file, and
 * which headers go with it, are read from the address as it came.
 */
function isPlainAddress({ url, routeOptions }: FastifyRequest): boolean {
  const [fixed = ''] = routeOptions.url?.split(/[:*]/, 1) ?? [];
  return url.startsWith(fixed);
}

/** A route whose body, or whose answer, is a file. */
export interface FileRoute {
  methods: string[];
  url: string;
  answer: Answer;
}

/** Every one of them, under each base. */
export function fileRoutes(): FileRoute[] {
  const read = ['GET', 'HEAD'];
  const ofBases = apiBases.flatMap((base): FileRoute[] => [
    { methods: ['PUT'], url: `${base}${files}/*`, answer: upload },
    { methods: read, url: `${base}${files}/*`, answer: download },
    { methods: ['GET'], url: `${base}${files}`, answer: list },
    { methods: ['DELETE'], url: `${base}${files}/*`, answer: remove },
    ...['create', 'complete', 'abort'].flatMap((verb) =>
      ['', '/*'].map((rest) => ({
        methods: ['POST'],
        url: `${base}/mlflow-artifacts/mpu/${verb}${rest}`,
        answer: refuseParts,
      })),
    ),
  ]);
  return [
    ...ofBases,
    { methods: read, url: '/get-artifact', answer: sendRunFile },
    { methods: read, url: '/model-versions/get-artifact', answer: sendVersionFile },
    {
      methods: read,
      url: '/ajax-api/2.0/mlflow/logged-models/:model_id/artifacts/files',
      answer: sendModelFile,
    },
  ];
}

async function run(
  engine: HttpEngine,
  answer: Answer,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { engine: ctx, services } = engine.rpcContext(readClient(request.headers).actor);
  try {
    const body = await answer(ctx, request, reply);
    return reply.sent || body === reply ? reply : await reply.type('application/json').send(body);
  } catch (thrown) {
    const error = storeError(thrown);
    if (!isStileError(error)) throw error;
    if (error.code === 'WORKSPACE_DAMAGED') services.noteDamage();
    await takeRest(request, reply);
    const { status, body } = toMlflowError(error);
    return await reply.code(status).header('cache-control', 'no-store').send(body);
  }
}

/**
 * What is still to come of a refused upload is read and dropped: a client that is cut off while it sends never sees the
 * reason, takes it for bad luck and begins anew. One that keeps its connection is answered meanwhile.
 */
async function takeRest({ raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
  raw.resume();
  if (reply.raw.shouldKeepAlive || raw.readableEnded || raw.destroyed) return;
  await new Promise<void>((resolve) => {
    raw.once('close', resolve);
    raw.once('end', resolve);
  });
}

const upload: Answer = async (ctx, request) => {
  await putArtifact(ctx, readAddressPath(request.raw.url ?? ''), request.raw);
  return {};
};

const download: Answer = async (ctx, request, reply) => {
  const path = readAddressPath(request.raw.url ?? '');
  if (path === '') return list(ctx, request, reply);
  const file = await openArtifact(ctx, path).catch((error: unknown) => {
    const spans = hasCode(error, 'NOT_FOUND') ? readTraceFile(ctx, path) : null;
    if (spans === null) throw error;
    return spans;
  });
  if (typeof file !== 'string') return sendFile(request, reply, file);
  return reply
    .headers({ 'content-type': fileType(path), 'content-disposition': saveAs('traces.json') })
    .send(file);
};

const remove: Answer = async (ctx, request) => {
  await deleteArtifactPath(ctx, readAddressPath(request.raw.url ?? ''));
  return {};
};

/** Clients look for exactly this sentence, and then send the file in one piece. */
const noMultipart = {
  error_code: 'NOT_IMPLEMENTED',
  message: 'Multipart upload is not supported for the current artifact repository',
};

const refuseParts: Answer = async (_ctx, request, reply) => {
  await takeRest(request, reply);
  return reply.code(501).send(noMultipart);
};

/** Names only, one level; clients tell a file from a folder by it: a file has nothing below. */
const list: Answer = async (ctx, request) => {
  const path = checkWirePath(queryText(request, 'path') ?? '');
  const entries = await listArtifactFolder(ctx, path);
  if (entries.length === 0) return {};
  return { files: entries.map(({ name, ...entry }) => ({ path: name, ...describeEntry(entry) })) };
};

/** A size of 0 is left out, as protobuf's JSON does. */
export function describeEntry({ isFolder, size }: { isFolder: boolean; size: number | null }): object {
  return { is_dir: isFolder, ...(size !== null && size > 0 && { file_size: size }) };
}

const sendRunFile: Answer = async (ctx, request, reply) => {
  const path = checkWirePath(requiredText(request, 'path'));
  const runId = queryText(request, 'run_id') ?? requiredText(request, 'run_uuid');
  return sendFile(request, reply, await openFileOf(ctx, { runId }, path));
};

const sendVersionFile: Answer = async (ctx, request, reply) => {
  const path = checkWirePath(requiredText(request, 'path'));
  const uri = `models:/${requiredText(request, 'name')}/${requiredText(request, 'version')}`;
  return sendFile(request, reply, await openBelow(locateModelFolder(ctx, uri), path));
};

const sendModelFile: Answer = async (ctx, request, reply) => {
  const path = checkWirePath(requiredText(request, 'artifact_file_path'));
  const { model_id: modelId = '' } = request.params as Record<string, string>;
  return sendFile(request, reply, await openFileOf(ctx, { modelId }, path));
};
