import { mkdirSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openHttpHost, type HttpHost, type HttpHostOptions } from '#core/http/index.ts';
import { withEngine, type TestEngine } from './with-engine.ts';

/** An engine that listens on any free port, with a small page. */
export interface TestHost extends TestEngine {
  host: HttpHost;
  rendererFolder: string;
  /** Sends exactly this: `path` is not normalised, headers are not checked. */
  send(path: string, options?: SendOptions): Promise<Answer>;
  /** Headers of a browser that was let in. */
  enter(): Promise<{ cookie: string }>;
}

export interface SendOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export const testPage =
  '<!doctype html><meta name="csp-nonce" content="__STILE_NONCE__"><title>Stile</title>';

export function withHttpHost<T>(
  fn: (test: TestHost) => Promise<T>,
  overrides: Pick<HttpHostOptions, 'idleMs' | 'env'> = {},
): Promise<T> {
  return withEngine(async (test) => {
    const rendererFolder = join(test.folder, 'sidan åäö');
    mkdirSync(join(rendererFolder, 'assets'), { recursive: true });
    writeFileSync(join(rendererFolder, 'index.html'), testPage);
    writeFileSync(join(rendererFolder, 'boot.js'), '/* boot */');
    writeFileSync(join(rendererFolder, 'assets', 'main-abc123.js'), '/* main */');
    writeFileSync(join(test.folder, 'secret.txt'), 'secret');
    const host = await openHttpHost({
      engine: test.engine,
      rendererFolder,
      port: 0,
      ...overrides,
    });
    const send: TestHost['send'] = (path, options) => sendRaw(host.address, path, options);
    try {
      return await fn({ ...test, host, rendererFolder, send, enter: () => enter(test, send) });
    } finally {
      test.engine.hub.close();
      await host.stop();
    }
  });
}

async function enter(test: TestEngine, send: TestHost['send']): Promise<{ cookie: string }> {
  const { url } = await test.client.system.browserToken({});
  const { headers } = await send(new URL(url).pathname + new URL(url).search);
  return { cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
}

/** One request on a connection of its own. */
export function sendRaw(address: string, path: string, options: SendOptions = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options;
  const { hostname, port } = new URL(address);
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const target = { host: hostname.replace(/[[\]]/g, ''), port, path, method, agent: false as const };
    request({ ...target, headers: { ...length, ...headers } }, (message) => {
      text(message).then((content) => {
        resolve({ status: message.statusCode ?? 0, headers: message.headers, body: content });
      }, reject);
    })
      .once('error', reject)
      .end(body);
  });
}
