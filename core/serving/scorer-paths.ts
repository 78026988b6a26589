import { showValue } from '#core/kernel/errors.ts';
import { endpointRoute, type RouteKey } from './scorer-messages.ts';
import { badRequest, refusal } from './scoring-refusal.ts';

/** What a request asks for. `label` names the route in the log and the metrics, without names in it. */
export type ScorerPath =
  | { kind: 'ping' | 'version' | 'metrics' | 'server' | 'live' | 'ready' }
  | { kind: 'invocations' | 'infer' | 'model' | 'modelReady'; key: RouteKey; label: string };

const plainPaths: Record<string, ScorerPath> = {
  '/invocations': { kind: 'invocations', key: endpointRoute, label: '/invocations' },
  '/ping': { kind: 'ping' },
  '/health': { kind: 'ping' },
  '/version': { kind: 'version' },
  '/metrics': { kind: 'metrics' },
  '/v2': { kind: 'server' },
  '/v2/health/live': { kind: 'live' },
  '/v2/health/ready': { kind: 'ready' },
};

const byVersion = /^\/models\/([^/]+)\/versions\/([^/]+)\/invocations$/;
const byAlias = /^\/models\/([^/]+)\/aliases\/([^/]+)\/invocations$/;
const inference = /^\/v2\/models\/([^/]+)(\/versions\/([^/]+))?(\/ready|\/infer)?$/;

/** Reads the path of a request. @throws ScoringRefusal 404 for one that is none of Stile's, 400 for one misspelled */
export function parsePath(url: string): ScorerPath {
  const query = url.indexOf('?');
  const full = query === -1 ? url : url.slice(0, query);
  const path = full.length > 1 && full.endsWith('/') ? full.slice(0, -1) : full;
  const plain = Object.hasOwn(plainPaths, path) ? plainPaths[path] : undefined;
  const found = plain ?? parseModelPath(path) ?? parseInferencePath(path);
  if (found !== null) return found;
  throw refusal(
    404,
    'ENDPOINT_NOT_FOUND',
    `Nothing answers at ${showValue(path)}. Ask POST /invocations, POST /models/<name>/versions/<number>/invocations, POST /models/<name>/aliases/<alias>/invocations, POST /v2/models/<name>/infer, GET /ping or GET /metrics.`,
  );
}

function parseModelPath(path: string): ScorerPath | null {
  const version = byVersion.exec(path);
  if (version !== null) {
    const key = versionKey(decode(version[1] ?? ''), version[2] ?? '');
    return { kind: 'invocations', key, label: '/models/{name}/versions/{version}/invocations' };
  }
  const alias = byAlias.exec(path);
  if (alias === null) return null;
  const key = `models:/${decode(alias[1] ?? '')}@${decode(alias[2] ?? '')}`;
  return { kind: 'invocations', key, label: '/models/{name}/aliases/{alias}/invocations' };
}

function parseInferencePath(path: string): ScorerPath | null {
  const match = inference.exec(path);
  if (match === null) return null;
  const [, encoded = '', , version, action] = match;
  const name = decode(encoded);
  const key = version === undefined ? name : versionKey(name, version);
  const label = `/v2/models/{name}${version === undefined ? '' : '/versions/{version}'}${action ?? ''}`;
  if (action === '/infer') return { kind: 'infer', key, label };
  return { kind: action === '/ready' ? 'modelReady' : 'model', key, label };
}

function versionKey(name: string, version: string): RouteKey {
  if (!/^[1-9]\d{0,14}$/.test(version)) {
    throw badRequest(`The version is "${showValue(version)}", but a whole number from 1 on is wanted.`);
  }
  return `models:/${name}/${version}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest(`"${showValue(part)}" in the address is not properly percent-encoded.`);
  }
}
