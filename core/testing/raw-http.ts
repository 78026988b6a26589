import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';

/** Sends exactly these bytes on a connection of its own; answers all that came back until the other side closed it. */
export async function sendBytes(address: string, bytes: string | Buffer): Promise<string> {
  const socket = openSocket(address);
  // Not ended: Node's server takes that for a client that has gone.
  socket.write(bytes);
  return text(socket);
}

/** A connection that nothing has been sent on yet. */
export function openSocket(address: string): Socket {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  return socket;
}

/** The lines of a request with any target, which no client would send like this. */
export function rawRequest(method: string, target: string, body = ''): Buffer {
  const head = `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  // Latin-1, so that a test can write any byte.
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

export interface StreamAnswer {
  status: number;
  body: string;
}

/** Begins an upload and leaves the body to the caller. */
export function beginUpload(
  address: string,
  path: string,
  headers: Record<string, string> = {},
): { body: ClientRequest; answer: Promise<StreamAnswer> } {
  const body = request(`${address}${path}`, { method: 'PUT', headers, agent: false });
  const answer = once(body, 'response').then(async ([message]: IncomingMessage[]) => ({
    status: message?.statusCode ?? 0,
    body: message === undefined ? '' : await text(message),
  }));
  // Whoever breaks the upload off does not ask for the answer.
  answer.catch(() => undefined);
  return { body, answer };
}

/** Uploads a stream, chunked where its length is not said. */
export async function uploadStream(
  address: string,
  path: string,
  source: Iterable<Buffer>,
  headers: Record<string, string> = {},
): Promise<StreamAnswer> {
  const { body, answer } = beginUpload(address, path, headers);
  // One piece at a time: an iterable is read sixteen ahead otherwise, whatever their size.
  await pipeline(Readable.from(source, { highWaterMark: 1 }), body);
  return answer;
}

/** Downloads a file and tells its size and its SHA-256, so that a large one needs no memory. */
export async function downloadHash(
  address: string,
  path: string,
): Promise<{ status: number; size: number; sha256: string }> {
  const download = request(`${address}${path}`, { agent: false }).end();
  const [message] = (await once(download, 'response')) as [IncomingMessage];
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of message as AsyncIterable<Buffer>) {
    hash.update(piece);
    size += piece.length;
  }
  return { status: message.statusCode ?? 0, size, sha256: hash.digest('hex') };
}
