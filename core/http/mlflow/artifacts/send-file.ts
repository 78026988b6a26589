import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OpenArtifact } from '#core/tracking/index.ts';
import { readRange } from './byte-range.ts';
import { fileType, saveAs } from './file-type.ts';
import { pumpFile } from './pump-file.ts';

/** A reader who takes nothing for this long, in ms, is gone. */
const stalledMs = 600_000;

/**
 * Sends an open file, or the range of it that is asked for, to be saved, never to be shown: a page among the artifacts
 * would run as one of Stile's own. The file is closed afterwards.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: OpenArtifact,
): Promise<FastifyReply> {
  const { headers } = request;
  const etag = `"${file.version}"`;
  const modified = new Date(file.modifiedAt).toUTCString();
  const range = isSameFile(headers, etag, modified) ? readRange(headers.range, file.size) : null;
  reply.headers({ etag, 'last-modified': modified, 'accept-ranges': 'bytes', 'cache-control': 'no-cache' });
  if (isKnown(headers['if-none-match'], etag)) return sendNothing(reply.code(304), file);
  if (range === 'unsatisfiable') return refuseRange(reply, file);
  const { start, end } = range ?? { start: 0, end: file.size };
  if (range !== null) reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${file.size}`);
  reply.headers({
    'content-type': fileType(file.name),
    'content-disposition': saveAs(file.name),
    'content-length': String(end - start),
  });
  if (request.method === 'HEAD' || start === end) return sendNothing(reply, file);
  const { raw } = reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) raw.setHeader(name, value ?? '');
  raw.setTimeout(stalledMs).writeHead(reply.statusCode);
  await pumpFile(file, start, end, raw);
  return reply;
}

async function sendNothing(reply: FastifyReply, file: OpenArtifact): Promise<FastifyReply> {
  await file.close();
  return reply.send();
}

async function refuseRange(reply: FastifyReply, file: OpenArtifact): Promise<FastifyReply> {
  await file.close();
  const message = `The file has ${file.size} bytes: this range is behind its end.`;
  return reply
    .code(416)
    .header('content-range', `bytes */${file.size}`)
    .send({ error_code: 'INVALID_PARAMETER_VALUE', message });
}

/** A download that goes on must go on with the same bytes, or start anew. */
function isSameFile(headers: IncomingHttpHeaders, etag: string, modified: string): boolean {
  const condition = headers['if-range'];
  return condition === undefined || condition === etag || condition === modified;
}

function isKnown(condition: string | undefined, etag: string): boolean {
  if (condition === undefined) return false;
  return condition.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));
}
