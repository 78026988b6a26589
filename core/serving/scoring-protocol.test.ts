import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTextVersion } from '#core/testing/text-models.ts';
import { withScoring, type SendOptions, type TestScoring } from '#core/testing/with-scoring.ts';

/* One engine for all: requests change nothing but the log. */

let test: TestScoring;
let end: () => void = () => undefined;
let closed: Promise<void>;

beforeAll(async () => {
  const ready = Promise.withResolvers<void>();
  closed = withScoring(async (started) => {
    test = started;
    await createTextVersion(started.client, 'reviews');
    await createTextVersion(started.client, 'reviews');
    await started.client.registry.promote({ name: 'reviews', version: 2, reason: 'test' });
    await started.until(({ state }) => state === 'serving');
    ready.resolve();
    await new Promise<void>((resolve) => (end = resolve));
  });
  closed.catch(ready.reject);
  await ready.promise;
});

afterAll(async () => {
  end();
  await closed;
});

const three = ['a good thing', 'an awful thing', 'a lovely thing'];
const answer = { predictions: ['positive', 'negative', 'positive'] };
const json = (body: string): unknown => JSON.parse(body);

describe('three rows in, three predictions out', () => {
  it.each([
    ['dataframe_split', { columns: ['text'], data: three.map((row) => [row]) }],
    ['dataframe_records', three.map((row) => ({ text: row }))],
    ['instances', three],
    ['inputs', { text: three }],
    ['inputs', three],
  ])('%s %j', async (key, value) => {
    const { status, body, headers } = await test.send('/invocations', { body: { [key]: value } });
    expect(json(body)).toEqual(answer);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-stile-model-version': '2' });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{12}-\w+$/);
    expect(headers).not.toHaveProperty('date');
  });

  it('with probabilities, as the param of the signature says', async () => {
    const said = await test.send('/invocations', {
      body: { inputs: three, params: { probabilities: true } },
    });
    const { predictions } = json(said.body) as { predictions: Record<string, number>[] };
    expect(predictions.map((row) => (row['positive'] ?? 0) > (row['negative'] ?? 0))).toEqual([
      true,
      false,
      true,
    ]);
    for (const row of predictions) expect((row['positive'] ?? 0) + (row['negative'] ?? 0)).toBeCloseTo(1, 12);
  });

  it('CSV', async () => {
    const body = `text\n${three.join('\n')}\n`;
    const said = await test.send('/invocations', { body, headers: { 'content-type': 'text/csv' } });
    expect(json(said.body)).toEqual(answer);
  });

  it.each([
    '/models/reviews/versions/1/invocations',
    '/models/reviews/aliases/champion/invocations',
    '/invocations/',
    '/invocations?any=1',
  ])('%s', async (path) => {
    const said = await test.send(path, { body: { inputs: three } });
    expect(json(said.body)).toEqual(answer);
    expect(said.headers['x-stile-model-version']).toBe(path.includes('/1/') ? '1' : '2');
  });

  it('many rows are answered in turns, all of them', async () => {
    const inputs = Array.from({ length: 5000 }, (_, n) => three[n % 3] ?? '');
    const { body } = await test.send('/invocations', { body: { inputs } });
    const { predictions } = json(body) as { predictions: string[] };
    expect(predictions).toEqual(inputs.map((_, n) => answer.predictions[n % 3]));
  });

  it('keeps the name that a client gives its request', async () => {
    const headers = { 'x-request-id': 'order-77' };
    const said = await test.send('/invocations', { body: { inputs: three }, headers });
    expect(said.headers['x-request-id']).toBe('order-77');
  });
});

describe('health', () => {
  it.each(['/ping', '/health'])('%s', async (path) => {
    expect(await test.send(path)).toMatchObject({ status: 200, body: '\n' });
  });

  it('/version is that of the protocol', async () => {
    expect(await test.send('/version')).toMatchObject({ status: 200, body: '3.17.2' });
  });

  it('/metrics counts requests and predictions', async () => {
    await test.send('/invocations', { body: { inputs: three } });
    const { body, headers } = await test.send('/metrics');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body).toMatch(
      /^stile_requests_total\{route="\/invocations",model="reviews",version="2",code="200"\} \d+$/m,
    );
    expect(body).toMatch(/^stile_predictions_total\{.*\} \d+$/m);
    expect(body).toMatch(/^stile_request_duration_seconds_bucket\{le="0.025"\} \d+$/m);
    expect(body).toMatch(/^stile_model_info\{name="reviews",version="2",uri="models:\/reviews\/2"\} 1$/m);
  });
});

describe('what cannot be answered', () => {
  const bodyOf = (inputs: unknown): SendOptions => ({ body: { inputs } });
  const typed = (type: string, body = '{"inputs":["a"]}'): SendOptions => ({
    body,
    headers: { 'content-type': type },
  });

  it.each<[string, SendOptions, number, string, string]>([
    ['not JSON', { body: 'good' }, 400, 'BAD_REQUEST', 'not JSON'],
    ['a list', { body: '["good"]' }, 400, 'BAD_REQUEST', 'a list'],
    ['no key', { body: '{}' }, 400, 'BAD_REQUEST', 'exactly one of'],
    ['two keys', { body: { inputs: ['a'], instances: ['a'] } }, 400, 'BAD_REQUEST', 'both'],
    ['no rows', bodyOf([]), 400, 'INVALID_PARAMETER_VALUE', 'no rows'],
    ['a number', bodyOf([1]), 400, 'INVALID_PARAMETER_VALUE', 'Row 1 of "text" is 1'],
    ['a wrong column', bodyOf({ review: ['a'] }), 400, 'INVALID_PARAMETER_VALUE', '"review"'],
    ['an empty body', { body: '' }, 400, 'BAD_REQUEST', 'not JSON'],
    [
      'a deep list',
      { body: `{"inputs":${'['.repeat(1e5)}${']'.repeat(1e5)}}` },
      400,
      'INVALID_PARAMETER_VALUE',
      'Row 1',
    ],
    ['no UTF-8', { body: Buffer.from('{"inputs":["\xe5"]}', 'latin1') }, 400, 'BAD_REQUEST', 'not UTF-8'],
    ['plain text', typed('text/plain'), 415, 'UNSUPPORTED_MEDIA_TYPE', '"text/plain"'],
    ['Parquet', typed('application/vnd.apache.parquet'), 415, 'UNSUPPORTED_MEDIA_TYPE', 'parquet'],
    ['Latin-1', typed('application/json; charset=latin1'), 415, 'UNSUPPORTED_MEDIA_TYPE', 'charset=latin1'],
    ['a param', typed('application/json; x=y'), 415, 'UNSUPPORTED_MEDIA_TYPE', 'x=y'],
    ['no type', typed(''), 415, 'UNSUPPORTED_MEDIA_TYPE', '""'],
    [
      'a packed body',
      { ...bodyOf(['a']), headers: { 'content-encoding': 'gzip' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'gzip',
    ],
    ['GET', { method: 'GET' }, 405, 'METHOD_NOT_ALLOWED', 'takes POST, not GET'],
  ])('%s', async (_, options, status, code, words) => {
    const said = await test.send('/invocations', options);
    const { error_code: seen, message } = json(said.body) as { error_code: string; message: string };
    expect({ status: said.status, seen }).toEqual({ status, seen: code });
    expect(message).toContain(words);
  });

  it.each([
    ['/models/revews/versions/1/invocations', 404, 'reviews'],
    ['/models/reviews/versions/9/invocations', 404, '2'],
    ['/models/reviews/aliases/challenger/invocations', 404, 'champion'],
    ['/models/reviews/versions/first/invocations', 400, '"first"'],
    ['/models/%E0%A4%A/versions/1/invocations', 400, 'percent-encoded'],
    ['/predict', 404, 'POST /invocations'],
    ['/constructor', 404, 'POST /invocations'],
  ])('%s', async (path, status, words) => {
    const said = await test.send(path, bodyOf(['a']));
    expect(said.status).toBe(status);
    expect((json(said.body) as { message: string }).message).toContain(words);
  });

  it('takes charset=utf-8 in any spelling', async () => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"']) {
      expect(await test.send('/invocations', typed(type))).toMatchObject({ status: 200 });
    }
  });
});

describe('large requests', () => {
  it('10 MB of text is refused with a sentence, and the connection goes on', async () => {
    const said = await test.send('/invocations', { body: { inputs: ['good '.repeat(2_100_000)] } });
    expect(said.status).toBe(413);
    expect(json(said.body)).toMatchObject({ error_code: 'PAYLOAD_TOO_LARGE' });
    expect(said.body).toContain('more than 10 MB');
  });

  it('a little less than 10 MB is answered', async () => {
    const said = await test.send('/invocations', { body: { inputs: ['good '.repeat(1_900_000)] } });
    expect(said).toMatchObject({ status: 200, body: '{"predictions":["positive"]}' });
  });

  it('who asks first whether to send too much is told at once', async () => {
    const socket = connect(Number(new URL(test.address).port), '127.0.0.1');
    socket.write(
      'POST /invocations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
        'Content-Length: 20000000\r\nExpect: 100-continue\r\n\r\n',
    );
    expect(await text(socket)).toMatch(/^HTTP\/1.1 413 .*more than 10 MB/s);
  });
});

describe('who may ask', () => {
  it.each([
    [{ host: 'evil.example' }, 403, 'evil.example'],
    [{ host: 'localhost:1.evil.example' }, 403, 'evil.example'],
    [{ origin: 'http://evil.example' }, 403, 'another origin'],
    [{ origin: 'null' }, 403, 'another origin'],
    [{ 'sec-fetch-site': 'cross-site' }, 403, 'another origin'],
    [{ host: 'localhost' }, 200, 'positive'],
    [{ host: '[::1]:5001' }, 200, 'positive'],
  ])('%j', async (headers, status, words) => {
    const said = await test.send('/invocations', { body: { inputs: ['good'] }, headers });
    expect(said.status).toBe(status);
    expect(said.body).toContain(words);
  });

  it('reads are behind the same rules', async () => {
    expect(await test.send('/metrics', { headers: { host: 'evil.example' } })).toMatchObject({ status: 403 });
  });
});

describe('the Open Inference Protocol', () => {
  const infer = (tensor: object, rest: object = {}): SendOptions => ({
    body: { inputs: [{ name: 'text', shape: [3], datatype: 'BYTES', data: three, ...tensor }], ...rest },
  });

  it.each(['/v2/models/reviews/infer', '/v2/models/reviews/versions/2/infer'])('%s', async (path) => {
    const said = await test.send(path, infer({}, { id: 'mine' }));
    const { outputs, ...rest } = json(said.body) as { outputs: { data: unknown[] }[] };
    expect(rest).toEqual({ model_name: 'reviews', model_version: '2', id: 'mine' });
    expect(outputs).toMatchObject([
      { name: 'label', datatype: 'BYTES', shape: [3], data: answer.predictions },
      { name: 'probabilities', datatype: 'FP64', shape: [3, 2] },
    ]);
    const [first, second] = outputs[1]?.data as number[];
    expect((first ?? 0) + (second ?? 0)).toBeCloseTo(1, 12);
  });

  it.each([
    [infer({ shape: [3, 1], data: three.map((row) => [row]) }), 200, 'positive'],
    [infer({}, { outputs: [{ name: 'label' }] }), 200, '"outputs":[{"name":"label"'],
    [infer({ name: 'input_0' }), 400, 'called \\"input_0\\", but the model wants \\"text\\"'],
    [infer({ datatype: 'FP32' }), 400, 'BYTES'],
    [infer({ shape: [2] }), 400, 'the data has 3 texts'],
    [infer({ shape: [0], data: [] }), 400, 'no rows'],
    [infer({ data: [1, 2, 3] }), 400, 'Row 1'],
    [infer({}, { outputs: ['logits'] }), 400, 'logits'],
    [{ body: '{}' }, 400, '\\"inputs\\" is nothing'],
    [{ body: 'x' }, 400, 'not JSON'],
  ])('%j', async (options, status, words) => {
    const said = await test.send('/v2/models/reviews/infer', options);
    expect(said.status).toBe(status);
    expect(said.body).toContain(words);
    if (status !== 200) expect(Object.keys(json(said.body) as object)).toEqual(['error']);
  });

  it.each([
    ['/v2', { name: 'stile', extensions: [] }],
    ['/v2/health/live', { live: true }],
    ['/v2/health/ready', { ready: true }],
    [
      '/v2/models/reviews',
      { name: 'reviews', versions: ['2'], inputs: [{ name: 'text', datatype: 'BYTES' }] },
    ],
    ['/v2/models/reviews/ready', { name: 'reviews', ready: true }],
    ['/v2/models/reviews/versions/1/ready', { name: 'reviews', ready: true }],
  ])('%s', async (path, body) => {
    const said = await test.send(path);
    expect(said.status).toBe(200);
    expect(json(said.body)).toMatchObject(body);
  });

  it('says which models there are', async () => {
    const said = await test.send('/v2/models/unknown/ready');
    expect(said.status).toBe(404);
    expect(said.body).toContain('reviews');
  });
});
