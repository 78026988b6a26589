import type { FastifyRequest } from 'fastify';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { parseJson, parseWholeJson, type Json } from '#core/kernel/json.ts';
import { LostDigits, readFields, type MessageOf, type Reader, type Shape } from './fields.ts';

type Raw = Record<string, Json>;

/**
 * Reads the message of a request as MLflow's server does: from the query string of a GET, else from a JSON body (also of
 * a GET without a query), which may be a JSON text that holds JSON, and counts as empty when it is missing or no JSON.
 * Parts of the path win. A message without fields leaves the body alone.
 * @throws INVALID_ARGUMENT, LIMIT_EXCEEDED
 */
export function readMessage<S extends Shape>(request: FastifyRequest, reader: Reader<S>): MessageOf<S> {
  if (reader.items.length === 0) return readFields(reader, {}, '');
  const isQuery = request.method === 'GET' && !Buffer.isBuffer(request.body);
  try {
    const raw = isQuery ? readQuery(request, reader.shape) : readBody(request, parseJson);
    return readFields(reader, Object.assign(raw, request.params), '');
  } catch (error) {
    if (!(error instanceof LostDigits)) throw error;
    // Of few messages, so that all others are parsed the fast way.
    checkWideSize(request.body);
    return readFields(reader, Object.assign(readBody(request, parseWholeJson), request.params), '');
  }
}

/**
 * Bytes. Parsed with every digit, each value takes about a microsecond and a hundred bytes: 64 MB of them would stop the
 * engine. Clients send at most 1000 values at a time.
 */
const maxWideBytes = 2_000_000;

function checkWideSize(body: unknown): void {
  const actual = Buffer.isBuffer(body) ? body.length : 0;
  if (actual <= maxWideBytes) return;
  throw new StileError(
    'LIMIT_EXCEEDED',
    `The message has ${actual} bytes, at most ${maxWideBytes} are taken with integers beyond 2^53 in it. Send it in several.`,
    { what: 'message', limit: maxWideBytes, actual, unit: 'bytes' },
  );
}

function readQuery(request: FastifyRequest, shape: Shape): Raw {
  const query = request.query as Record<string, string | string[]>;
  const raw: Raw = {};
  for (const [key, value] of Object.entries(query)) {
    const isList = shape[key]?.isList === true;
    if (isList) raw[key] = Array.isArray(value) ? value : [value];
    else raw[key] = Array.isArray(value) ? (value[0] ?? '') : value;
  }
  return raw;
}

function readBody(request: FastifyRequest, parse: typeof parseJson): Raw {
  if (request.method === 'POST' || request.method === 'PUT') requireJsonType(request.headers['content-type']);
  const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  if (text === '') return {};
  const value = parse(text);
  const inner = typeof value === 'string' ? parse(value) : value;
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
}

/** A type that browsers send without asking first would let any web page write here. */
function requireJsonType(type: string | undefined): void {
  if (type === 'application/json') return;
  if (type?.split(';')[0]?.trim().toLowerCase() === 'application/json') return;
  throw invalidArgument(
    'Content-Type',
    type ?? '',
    'the body of a request is JSON',
    'Send it with Content-Type: application/json.',
  );
}
