import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createFileLogger } from '#core/kernel/logger.ts';
import { failureOf } from '#core/testing/factories.ts';
import { openSocket, sendBytes } from '#core/testing/raw-http.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { withHttpHost, type SendOptions } from '#core/testing/with-http-host.ts';
import { readTrackingAuth } from '../tracking-auth.ts';
import { listMlflowAddresses } from './index.ts';

const json = { 'content-type': 'application/json' };
const create = '/api/2.0/mlflow/experiments/create';

const addresses = listMlflowAddresses().map(({ method, address }) => ({
  method,
  path: address.replace(/:\w+/g, 'x').replace('*', 'x'),
}));

function headOf(length: string): string {
  return `POST ${create} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${length}\r\n\r\n`;
}

/** Sends pieces until the other side has enough; answers what it said and how much it took. */
async function flood(
  address: string,
  head: string,
  piece: Buffer,
): Promise<{ answer: string; sent: number }> {
  const socket = openSocket(address);
  let answer = '';
  let sent = 0;
  socket.on('data', (data: Buffer) => (answer += data.toString()));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.write(head);
  while (!socket.closed && answer === '' && sent < 200_000_000) {
    sent += piece.length;
    if (!socket.write(piece)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed]);
    await wait(0);
  }
  socket.end();
  await closed;
  return { answer, sent };
}

describe('bodies that are too much', () => {
  it('are refused by the length that they say, before they come', () =>
    withHttpHost(async ({ host }) => {
      const answer = await sendBytes(
        host.address,
        headOf('Content-Length: 100000000000\r\nConnection: close'),
      );
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer).toMatch(/\r\n\r\n\{"error_code":/);
    }));

  it('are refused once they are too long when they say nothing, and are not gathered beyond that', () =>
    withHttpHost(async ({ host, send }) => {
      const size = 1_000_000;
      const chunk = Buffer.concat([
        Buffer.from(`${size.toString(16)}\r\n`),
        Buffer.alloc(size, 'x'),
        Buffer.from('\r\n'),
      ]);
      const { answer, sent } = await flood(host.address, headOf('Transfer-Encoding: chunked'), chunk);
      expect(answer).toMatch(/^(HTTP\/1\.1 413 |$)/);
      expect(sent).toBeLessThan(100_000_000);
      expect((await send('/health')).status).toBe(200);
    }));

  it('are not unpacked where nobody sends them packed', () =>
    withHttpHost(async ({ host, client }) => {
      const packed = gzipSync(JSON.stringify({ name: 'x', tags: ' '.repeat(10_000_000) }));
      const head = headOf(`Content-Encoding: gzip\r\nConnection: close\r\nContent-Length: ${packed.length}`);
      const answer = await sendBytes(host.address, Buffer.concat([Buffer.from(head), packed]));
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect((await client.experiments.search({})).experiments).toHaveLength(1);
    }));

  it('are refused when they nest without end, wherever a value may stand', () =>
    withHttpHost(async ({ send }) => {
      const deep = '['.repeat(100_000) + ']'.repeat(100_000);
      const value = `{"assessment":{"assessment_name":"a","feedback":{"value":${deep}}}}`;
      const text = JSON.stringify(deep);
      for (const [path, body] of [
        [create, deep],
        [create, `{"name":${deep}}`],
        [create, `{"name":"a","tags":${deep}}`],
        ['/api/2.0/mlflow/runs/update', `{"run_id":"a","status":${deep}}`],
        ['/api/2.0/mlflow/runs/log-metric', `{"run_id":"a","key":"a","timestamp":1,"value":${deep}}`],
        ['/api/3.0/mlflow/traces/tr-1/assessments', value],
        [
          '/api/3.0/mlflow/traces/tr-1/assessments',
          `{"assessment":{"assessment_name":"a","expectation":{"serialized_value":{"serialization_format":"JSON_FORMAT","value":${text}}}}}`,
        ],
        ['/v1/traces', `{"resourceSpans":${deep}}`],
      ] as const) {
        const headers = { ...json, 'x-mlflow-experiment-id': '0' };
        const answer = await send(path, { method: 'POST', body, headers });
        expect([path, body.slice(0, 40), answer.status]).toEqual([path, body.slice(0, 40), 400]);
      }
    }));

  it('are refused when they would be parsed digit by digit', () =>
    withHttpHost(async ({ send, client }) => {
      const { runId } = await client.runs.create({ experimentId: '0' });
      const wide = { key: 'a', value: 1, timestamp: 1, step: 0 };
      const batch = JSON.stringify({ run_id: runId, metrics: [wide], more: [] });
      const bodyOf = (items: number): string =>
        batch.replace('"step":0', '"step":1764115200000000123').replace('[]', `[${'0,'.repeat(items)}0]`);
      const post = (body: string) =>
        send('/api/2.0/mlflow/runs/log-batch', { method: 'POST', headers: json, body });
      const start = performance.now();
      const refused = await post(bodyOf(15_000_000));
      expect(refused).toMatchObject({ status: 400, body: expect.stringContaining('Send it in several.') });
      expect(performance.now() - start).toBeLessThan(5000);
      expect((await post(bodyOf(100_000))).status).toBe(200);
      const history = `/api/2.0/mlflow/metrics/get-history?run_id=${runId}&metric_key=a`;
      expect((await send(history)).body).toContain('1764115200000000123');
    }));

  it('do not come back in a message at their full length', () =>
    withHttpHost(async ({ send }) => {
      const key = 'x'.repeat(1_000_000);
      const path = '/api/2.0/mlflow/experiments/delete-experiment-tag';
      const body = JSON.stringify({ experiment_id: '0', key });
      const answer = await send(path, { method: 'POST', headers: json, body });
      expect(answer.status).toBe(404);
      expect(answer.body.length).toBeLessThan(5000);
    }));

  it('that stall are ended, and hold up nobody meanwhile', () =>
    withHttpHost(
      async ({ host, send }) => {
        const sockets = Array.from({ length: 50 }, () => {
          const socket = openSocket(host.address);
          socket.write(`${headOf('Content-Length: 100')}{"name"`);
          socket.resume();
          return socket;
        });
        const closed = Promise.all(sockets.map((socket) => once(socket, 'close')));
        const { status } = await send('/api/2.0/mlflow/experiments/get?experiment_id=0');
        expect(status).toBe(200);
        await closed;
      },
      { idleMs: 400 },
    ));
});

describe('names and places', () => {
  it('have a length, for an experiment too (CVE-2024-6838)', () =>
    withHttpHost(async ({ send, client }) => {
      const post = (path: string, message: object) =>
        send(`/api/2.0/mlflow/experiments${path}`, {
          method: 'POST',
          headers: json,
          body: JSON.stringify(message),
        });
      const name = '1'.repeat(1_000_000);
      const artifact_location = `s3://b/${name}`;
      expect((await post('/create', { name })).status).toBe(400);
      expect((await post('/create', { name: 'a', artifact_location })).status).toBe(400);
      expect((await post('/update', { experiment_id: '0', new_name: name })).status).toBe(400);
      expect((await client.experiments.search({})).experiments).toMatchObject([{ name: 'Default' }]);
    }));
});

describe('queries of queries (CVE-2025-0453)', () => {
  it.each(['/graphql', '/ajax-api/graphql', '/api/2.0/mlflow/graphql'])('are not taken at %s', (path) =>
    withHttpHost(async ({ send }) => {
      const body = JSON.stringify({ query: '{ mlflowGetExperiment { experiment { name } } }' });
      for (const options of [{ method: 'POST', headers: json, body }, {}])
        expect((await send(path, options)).status).toBe(404);
    }),
  );
});

describe('who may come in', () => {
  const env = { STILE_TRACKING_TOKEN: 'sesame' };

  it('is nobody by default credentials, and nobody by half of them (CVE-2025-1474, CVE-2025-11200)', async () => {
    expect(readTrackingAuth({})).toBeNull();
    expect(readTrackingAuth({ STILE_TRACKING_TOKEN: '' })).toBeNull();
    for (const half of [{ STILE_TRACKING_USERNAME: 'ada' }, { STILE_TRACKING_PASSWORD: 'secret' }]) {
      const failure = await failureOf(withHttpHost(() => Promise.resolve(), { env: half }));
      expect(failure).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    const auth = readTrackingAuth({ STILE_TRACKING_USERNAME: 'ada', STILE_TRACKING_PASSWORD: 'secret' });
    const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
    for (const guess of ['admin:password1234', 'admin:password', 'ada:', 'ada', ':', '', ':secret'])
      expect(auth?.isAllowed(basic(guess))).toBe(false);
    expect(auth?.isAllowed(basic('ada:secret'))).toBe(true);
  });

  it('is told by the whole secret, of whatever length', () => {
    const auth = readTrackingAuth(env);
    const all = [
      '',
      'Bearer',
      'Bearer ',
      'Bearer s',
      'Bearer sesam',
      'Bearer sesame2',
      'Bearer Sesame',
      'sesame',
    ];
    const long = [
      `Bearer ${'sesame'.repeat(1000)}`,
      'Bearer \0sesame',
      'Basic sesame',
      'Bearer sesame, Bearer x',
    ];
    for (const given of [...all, ...long]) expect([given, auth?.isAllowed(given)]).toEqual([given, false]);
    expect(auth?.isAllowed('bearer sesame')).toBe(true);
  });

  it('is asked at every address, whatever the method', () =>
    withHttpHost(
      async ({ send }) => {
        for (const { method, path } of addresses) {
          for (const asked of new Set([method, 'HEAD', 'GET', 'POST'])) {
            const { status } = await send(path, { method: asked, headers: json });
            // Of another method the address may not be there at all.
            const isRefused = asked === method ? status === 401 : status >= 400;
            expect([asked, path, isRefused]).toEqual([asked, path, true]);
          }
        }
      },
      { env },
    ));

  it('is not got around by another spelling of the address, or by headers of proxies', () =>
    withHttpHost(
      async ({ send, client }) => {
        const { runId } = await client.runs.create({ experimentId: '0', name: 'a secret name' });
        const query = `?run_id=${runId}`;
        const path = '/api/2.0/mlflow/runs/get';
        const spellings = [
          '//api/2.0/mlflow/runs/get',
          '/api//2.0/mlflow/runs/get',
          '/./api/2.0/mlflow/runs/get',
          '/x/../api/2.0/mlflow/runs/get',
          '/health/../api/2.0/mlflow/runs/get',
          '/%61pi/2.0/mlflow/runs/get',
          '/api/2.0/mlflow/runs/%67et',
          '/api%2f2.0%2fmlflow%2fruns%2fget',
          '/API/2.0/mlflow/runs/get',
          '/api/2.0/mlflow/runs/get/',
          '/api/2.0/mlflow/runs/get;/health',
          '/api/2.0/mlflow/runs/get%00',
          '/api/2.0/mlflow/runs/get%20',
          '/api/2.0/mlflow/runs/get.json',
          '/health?/../api/2.0/mlflow/runs/get',
          '/version#/api/2.0/mlflow/runs/get',
          '\\api\\2.0\\mlflow\\runs\\get',
          path,
        ];
        const headers = {
          'x-original-url': path,
          'x-rewrite-url': path,
          'x-forwarded-for': '127.0.0.1',
          'x-forwarded-host': 'localhost',
          'x-http-method-override': 'GET',
          authorization: 'Bearer ',
          cookie: 'stile-5000=; stile=x',
        };
        for (const spelling of spellings) {
          for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
            const { body, status } = await send(spelling + query, { method, headers });
            expect([spelling, body.includes('a secret name')]).toEqual([spelling, false]);
            if (!spelling.startsWith('/health') && !spelling.startsWith('/version') && method !== 'OPTIONS')
              expect([spelling, status >= 400]).toEqual([spelling, true]);
          }
        }
        const authorization = 'Bearer sesame';
        expect((await send(path + query, { headers: { authorization } })).body).toContain('a secret name');
      },
      { env },
    ));
});

describe('names that every object has', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'are names like any other: %s',
    (name) =>
      withHttpHost(async ({ send }) => {
        const post = (path: string, message: object) =>
          send(`/api/2.0/mlflow${path}`, { method: 'POST', headers: json, body: JSON.stringify(message) });
        await post('/registered-models/create', { name: 'm' });
        await post('/model-versions/create', { name: 'm', source: 's3://b/m' });
        const stage = { name: 'm', version: '1', stage: name };
        expect((await post('/model-versions/transition-stage', stage)).status).toBe(400);
        const latest = `/api/2.0/mlflow/registered-models/get-latest-versions?name=m&stages=${name}`;
        expect((await send(latest)).status).toBe(400);
        const refused = [
          ['/runs/search', { experiment_ids: ['0'], run_view_type: name }],
          ['/runs/search', { experiment_ids: ['0'], filter: `attributes.${name} = 'x'` }],
          ['/runs/search', { experiment_ids: ['0'], filter: `${name}.x = 'x'` }],
          ['/runs/search', { experiment_ids: ['0'], order_by: [`attributes.${name}`] }],
          ['/experiments/search', { max_results: 5, filter: `${name} = 'x'` }],
          ['/experiments/search', { max_results: 5, order_by: [name] }],
          ['/logged-models/search', { experiment_ids: ['0'], order_by: [{ field_name: name }] }],
          ['/logged-models/search', { experiment_ids: ['0'], filter: `${name} = 'x'` }],
        ] as const;
        for (const [path, message] of refused)
          expect([message, (await post(path, message)).status]).toEqual([message, 400]);
        const create = { experiment_id: '0', tags: [{ key: name, value: name }] };
        expect((await post('/runs/create', create)).body).toContain(`{"key":"${name}","value":"${name}"}`);
      }),
  );
});

describe('what was sent comes back', () => {
  it('as text and never as a page (CVE-2023-6568)', () =>
    withHttpHost(async ({ send }) => {
      const script = '<script>alert(1)</script>';
      const encoded = encodeURIComponent(script);
      const requests: readonly ({ path: string } & SendOptions)[] = [
        { path: create, method: 'POST', headers: { 'content-type': script }, body: '{}' },
        { path: create, method: 'POST', headers: json, body: JSON.stringify({ name: script, tags: script }) },
        { path: `/api/2.0/mlflow/runs/get?run_id=${encoded}` },
        { path: `/api/2.0/mlflow/${encoded}` },
        { path: `/api/2.0/mlflow/runs/search${encoded}`, method: 'POST', headers: json, body: '{}' },
        { path: `/get-artifact?run_id=${encoded}&path=${encoded}` },
        { path: `/model-versions/get-artifact?name=${encoded}&version=1&path=x.html` },
        { path: `/api/2.0/mlflow-artifacts/artifacts/0/${encoded}/x.html` },
        { path: `/api/2.0/mlflow/experiments/get-by-name?experiment_name=${encoded}` },
        { path: `/api/2.0/mlflow/%ff${encoded}` },
        { path: '/api/2.0/x', headers: { host: script } },
        { path: '/api/2.0/x', method: 'POST', headers: { origin: script } },
        {
          path: `/v1/traces`,
          method: 'POST',
          headers: { 'content-type': script, 'content-encoding': script },
        },
      ];
      for (const { path, ...options } of requests) {
        const { headers, status } = await send(path, options);
        expect([path, status, headers['content-type']]).toMatchObject([
          path,
          expect.any(Number),
          expect.stringMatching(/^application\/json/),
        ]);
        expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
        expect(headers['content-security-policy']).toContain("default-src 'none'");
      }
    }));

  it('in the log as one line, whatever it holds', () =>
    withFolder(async (folder) => {
      const logger = createFileLogger(folder, 'engine');
      logger.error(
        { path: '/x\n{"level":50,"msg":"forged"}\r\n\u2028\u001b[2J' },
        'unexpected error in a request',
      );
      const file = join(folder, 'engine.log');
      await expect.poll(() => readFileSync(file, 'utf8')).toContain('unexpected');
      const lines = readFileSync(file, 'utf8')
        .trimEnd()
        .split(/[\r\n]/);
      expect(lines).toHaveLength(1);
      expect(lines[0]).not.toContain('\u001b');
    }));
});
