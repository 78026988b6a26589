import type { IncomingMessage } from 'node:http';

export interface ReceivedBody {
  /** Null when it was too large. */
  bytes: Buffer | null;
  /** The client sends far more than it may and should be cut off. */
  isEndless: boolean;
}

export interface ReceiveOptions {
  /** Bytes that a body may have. */
  limit: number;
  /** Called with the bytes that came, and with as many less than zero when they are let go. */
  account(bytes: number): void;
  /** Called once, unless the client goes away before the end: then `gone` is. */
  done(body: ReceivedBody): void;
  gone(): void;
}

/** A body that is too large is still read to its end up to this many bytes, so that its sender hears why. */
const mostDiscarded = 64 * 1024 * 1024;

/** Reads a body within its limit. */
export function receiveBody(request: IncomingMessage, options: ReceiveOptions): void {
  const { limit, account, done, gone } = options;
  let first: Buffer | null = null;
  let chunks: Buffer[] | null = null;
  let [size, isTooLarge, isOver] = [0, false, false];
  const finish = (body: ReceivedBody | null): void => {
    if (isOver) return;
    isOver = true;
    if (!isTooLarge) account(-size);
    if (body === null) gone();
    else done(body);
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (isTooLarge) {
      if (size > mostDiscarded) finish({ bytes: null, isEndless: true });
      return;
    }
    account(chunk.length);
    if (size > limit) {
      isTooLarge = true;
      account(-size);
      first = chunks = null;
    } else if (first === null) first = chunk;
    else if (chunks === null) chunks = [first, chunk];
    else chunks.push(chunk);
  });
  request.on('end', () => {
    const bytes = isTooLarge ? null : chunks === null ? (first ?? noBytes) : Buffer.concat(chunks, size);
    finish({ bytes, isEndless: false });
  });
  request.on('close', () => {
    finish(null);
  });
}

const noBytes = Buffer.alloc(0);
