import { request, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ServingStatus } from '#contract/serving.ts';
import type { EngineOptions } from '#core/engine.ts';
import { withEngine, type TestEngine } from './with-engine.ts';

/** An engine whose scoring thread listens on any free port. */
export interface TestScoring extends TestEngine {
  /** `http://127.0.0.1:5001` */
  address: string;
  /** Sends exactly this: headers are not checked. A body that is no text goes as JSON. */
  send(path: string, options?: SendOptions): Promise<Answer>;
  /** Resolves as soon as serving is as wanted; it looks whenever serving changed. */
  until(isWanted: (status: ServingStatus) => boolean): Promise<ServingStatus>;
}

export interface SendOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer | object;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Opens an engine that serves, runs `fn`, and stops it. */
export function withScoring<T>(
  fn: (test: TestScoring) => Promise<T>,
  overrides: Partial<EngineOptions> = {},
): Promise<T> {
  return withEngine(async (test) => {
    await test.engine.startServing(0);
    const { address, problem } = await test.client.serving.status({});
    if (address === null) throw new Error(`The scoring thread does not listen: ${problem ?? 'no problem'}`);
    return fn({
      ...test,
      address,
      send: (path, options) => send(address, path, options),
      until: (isWanted) => until(test, isWanted),
    });
  }, overrides);
}

/** One request to a scoring address; a POST when it has a body. */
export function send(address: string, path: string, options: SendOptions = {}): Promise<Answer> {
  const { body, headers } = options;
  const bytes = toBytes(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      `${address}${path}`,
      {
        method: options.method ?? (bytes === null ? 'GET' : 'POST'),
        headers: {
          ...(bytes !== null && { 'content-type': 'application/json', 'content-length': bytes.length }),
          ...headers,
        },
      },
      (response) => {
        const answer = { status: response.statusCode ?? 0, headers: response.headers };
        text(response).then((said) => {
          resolve({ ...answer, body: said });
        }, reject);
      },
    );
    sent.on('error', reject);
    sent.end(bytes ?? undefined);
  });
}

function toBytes(body: SendOptions['body']): Buffer | null {
  if (body === undefined) return null;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

async function until(
  { engine, client }: TestEngine,
  isWanted: (status: ServingStatus) => boolean,
): Promise<ServingStatus> {
  const found = Promise.withResolvers<ServingStatus>();
  const look = (): void => {
    client.serving.status({}).then((status) => {
      if (isWanted(status)) found.resolve(status);
    }, found.reject);
  };
  const stop = engine.hub.listen((events) => {
    if (events.some(({ type }) => type === 'serving.changed')) look();
  });
  look();
  return found.promise.finally(stop);
}
