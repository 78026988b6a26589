import type { FastifyRequest } from 'fastify';
import { invalidArgument } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import { readFields, type MessageOf, type Shape } from './fields.ts';

/**
 * Reads the message of a request as MLflow's server does: from the query string of a GET, else from a JSON body, which
 * may be a JSON text that holds JSON, and counts as empty when it is missing or no JSON. Parts of the path win.
 * @throws INVALID_ARGUMENT
 */
export function readMessage<S extends Shape>(request: FastifyRequest, shape: S): MessageOf<S> {
  const raw = request.method === 'GET' ? readQuery(request, shape) : readBody(request);
  const params = request.params as Record<string, string>;
  return readFields(shape, { ...raw, ...params }, '');
}

function readQuery(request: FastifyRequest, shape: Shape): Record<string, Json> {
  const query = request.query as Record<string, string | string[]>;
  const raw: Record<string, Json> = {};
  for (const [key, value] of Object.entries(query)) {
    const isList = shape[key]?.isList === true;
    if (isList) raw[key] = Array.isArray(value) ? value : [value];
    else raw[key] = Array.isArray(value) ? (value.at(-1) ?? '') : value;
  }
  return raw;
}

function readBody(request: FastifyRequest): Record<string, Json> {
  const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  if (text.trim() === '') return {};
  requireJsonType(request.headers['content-type']);
  const value = parseJson(text);
  const inner = typeof value === 'string' ? parseJson(value) : value;
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
}

/** A type that browsers send without asking first would let any web page write here. */
function requireJsonType(type: string | undefined): void {
  if (type?.split(';')[0]?.trim().toLowerCase() === 'application/json') return;
  throw invalidArgument(
    'Content-Type',
    type ?? '',
    'the body of a request is JSON',
    'Send it with Content-Type: application/json.',
  );
}
