import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import {
  artifactUriOf,
  listFilesOf,
  pathOfOwner,
  putArtifact,
  type FileOwner,
} from '#core/tracking/index.ts';
import { describeEntry } from '../artifacts/file-routes.ts';
import { queryText, requiredText } from '../artifacts/query.ts';
import { checkWirePath } from '../artifacts/wire-path.ts';
import { defineRoute, type MlflowCall, type MlflowRoute } from '../mlflow-route.ts';
import { missingField, nonEmptyString, required, string } from '../wire/fields.ts';

const listRoute = defineRoute({
  method: 'GET',
  path: '/mlflow/artifacts/list',
  fields: { run_id: string, run_uuid: string, path: string },
  answer: (ctx, { run_id, run_uuid, path = '' }) => {
    const runId = run_id ?? run_uuid;
    if (runId === undefined || runId === '') throw missingField('run_id');
    return listRelative(ctx, { runId }, path);
  },
});

const modelFolderRoute = defineRoute({
  method: 'GET',
  path: '/mlflow/logged-models/:model_id/artifacts/directories',
  fields: { model_id: required(nonEmptyString), artifact_directory_path: string },
  answer: (ctx, { model_id: modelId, artifact_directory_path: path = '' }) =>
    listRelative(ctx, { modelId }, path),
});

/** One level, as paths relative to all files of the run or model. */
async function listRelative(ctx: EngineContext, owner: FileOwner, path: string): Promise<object> {
  const folder = checkWirePath(path).replace(/\/+$/, '');
  const root_uri = artifactUriOf(ctx, owner);
  const entries = await listFilesOf(ctx, owner, folder);
  if (entries.length === 0) return { root_uri };
  const prefix = folder === '' ? '' : `${folder}/`;
  const files = entries.map(({ name, ...entry }) => ({ path: `${prefix}${name}`, ...describeEntry(entry) }));
  return { root_uri, files };
}

/** For clients of cloud stores; a client that is refused sends the file through the server. */
const presignedRoute = defineRoute({
  method: 'POST',
  path: '/mlflow/artifacts/presigned-upload-url',
  fields: { run_id: required(nonEmptyString), path: required(nonEmptyString) },
  answer: (ctx, { run_id: runId, path }) => {
    pathOfOwner(ctx, { runId }, checkWirePath(path));
    throw invalidArgument(
      'run_id',
      runId,
      'its files are kept by this server, which gives no addresses of other stores',
      'Send the file itself: PUT /api/2.0/mlflow-artifacts/artifacts/<path>.',
    );
  },
});

/** What MLflow's own page takes at most, in bytes. */
const maxPageUpload = 10 * 1024 * 1024;

const uploadRoute: MlflowRoute = {
  method: 'POST',
  path: '/mlflow/upload-artifact',
  bases: ['/ajax-api/2.0'],
  answer: async ({ ctx, request }: MlflowCall) => {
    refuseForm(request.headers);
    const runId = queryText(request, 'run_id') ?? requiredText(request, 'run_uuid');
    const path = pathOfOwner(ctx, { runId }, checkWirePath(requiredText(request, 'path')));
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (body.length > maxPageUpload) throw tooLarge(body.length);
    await putArtifact(ctx, path, Readable.from([body]));
    return {};
  },
};

/** Types that a page of another site can send without asking first. */
const formTypes = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * The one POST whose body is no JSON takes any type, as scripts that say none count on. A form of a browser says one,
 * and only what comes with an origin was held against ours: what comes without is refused, old browser or not.
 */
function refuseForm({ origin, 'content-type': type = '' }: IncomingHttpHeaders): void {
  const plain = type.split(';')[0]?.trim().toLowerCase() ?? '';
  if (origin !== undefined || !formTypes.includes(plain)) return;
  throw invalidArgument(
    'Content-Type',
    type,
    'it is the type of a form, which any web page can send',
    'Send it with Content-Type: application/octet-stream.',
  );
}

function tooLarge(actual: number): StileError {
  return new StileError(
    'LIMIT_EXCEEDED',
    `Artifact size is too large: it has ${actual} bytes, at most ${maxPageUpload} are taken here. Log it with a client.`,
    { what: 'artifact', limit: maxPageUpload, actual, unit: 'bytes' },
  );
}

/** Everything about artifacts but the streams of bytes, which are in ../artifacts/file-routes.ts. */
export const artifactsRoutes: readonly MlflowRoute[] = [
  listRoute,
  modelFolderRoute,
  presignedRoute,
  uploadRoute,
];
