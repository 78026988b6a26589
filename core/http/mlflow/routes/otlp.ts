import { promisify } from 'node:util';
import { gunzip, inflate, inflateRaw } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { invalidArgument } from '#core/kernel/errors.ts';
import { decodeOtlpJson, decodeOtlpRequest, logSpans } from '#core/tracing/index.ts';
import { maxBodyBytes } from '#core/http/request-rules.ts';
import type { MlflowRoute } from '../mlflow-route.ts';
import { missingField } from '../wire/fields.ts';

/**
 * Spans of OpenTelemetry's exporters over HTTP (OTLP), as MLflow's server takes them: the experiment is named by a
 * header. Nothing here is worth a second try, so no answer asks for one.
 */
export const otlpRoute: MlflowRoute = {
  method: 'POST',
  path: '/v1/traces',
  bases: [''],
  answer: async ({ ctx, request, reply }) => {
    const isJson = readType(request) === jsonType;
    const body = await unpack(request);
    await logSpans(ctx, {
      experimentId: headerOf(request, 'x-mlflow-experiment-id') ?? fail(),
      resourceSpans: isJson ? decodeOtlpJson(body) : decodeOtlpRequest(body),
      runId: headerOf(request, 'x-mlflow-run-id'),
    });
    if (isJson) return {};
    await reply.type(protobufType).send(Buffer.alloc(0));
    return undefined;
  },
};

const jsonType = 'application/json';
const protobufType = 'application/x-protobuf';

/** A type that browsers send without asking first would let any web page write here. */
function readType(request: FastifyRequest): string {
  const given = request.headers['content-type'] ?? '';
  const type = given.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === jsonType || type === protobufType) return type;
  throw invalidArgument(
    'Content-Type',
    given,
    `spans come as ${protobufType} or ${jsonType}`,
    'Set the protocol of the exporter to http/protobuf.',
  );
}

const unpackers = new Map([
  ['gzip', [promisify(gunzip)]],
  ['deflate', [promisify(inflate), promisify(inflateRaw)]],
]);

/** What is more than a plain body may be once it is unpacked is refused. */
async function unpack(request: FastifyRequest): Promise<Buffer> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return body;
  for (const unpackOne of unpackers.get(encoding) ?? []) {
    try {
      return await unpackOne(body, { maxOutputLength: maxBodyBytes });
    } catch {
      continue;
    }
  }
  throw invalidArgument(
    'Content-Encoding',
    encoding,
    `the body must be packed by gzip or deflate, and have at most ${maxBodyBytes} bytes once it is unpacked`,
    'Send smaller batches, or without packing.',
  );
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function fail(): never {
  throw missingField('x-mlflow-experiment-id');
}
