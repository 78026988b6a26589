import { gzipSync, deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseJson, type Json } from '#core/kernel/json.ts';
import { at, createMlflowCaller, textAt, type MlflowCaller } from '#core/testing/mlflow-client.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';

const traceId = 'tr-0102030405060708090a0b0c0d0e0f10';
const hex = traceId.slice(3);

interface Api extends TestHost {
  v2: MlflowCaller;
  v3: MlflowCaller;
}

function withApi(fn: (api: Api) => Promise<void>): Promise<void> {
  return withHttpHost((test) =>
    fn({ ...test, v2: createMlflowCaller(test), v3: createMlflowCaller(test, '/api/3.0/mlflow') }),
  );
}

/** As exporters of OpenTelemetry write it; each item of `spans` says what a plain span lacks. */
function otlp(...spans: object[]): Buffer {
  const all = spans.map((span, index) => ({
    traceId: hex,
    spanId: String(index + 1).padStart(16, '0'),
    name: `span ${index + 1}`,
    startTimeUnixNano: '1795636964759481067',
    endTimeUnixNano: '1795636964759491067',
    status: { code: 1 },
    ...span,
  }));
  return Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: all }] }] }));
}

async function postSpans(
  { host }: TestHost,
  body: Buffer | string,
  headers: Record<string, string> = {},
): Promise<{ status: number; type: string | null; body: Json | undefined }> {
  const answer = await fetch(`${host.address}/v1/traces`, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: { 'content-type': 'application/json', 'x-mlflow-experiment-id': '0', ...headers },
  });
  const type = answer.headers.get('content-type');
  return { status: answer.status, type, body: parseJson(await answer.text()) };
}

function traceInfo(overrides: object = {}): object {
  return {
    trace: {
      trace_info: {
        trace_id: traceId,
        trace_location: { type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: '0' } },
        request_time: '2026-11-25T19:00:00.123Z',
        execution_duration: '0.042s',
        state: 'OK',
        ...overrides,
      },
    },
  };
}

describe('POST /v1/traces', () => {
  it('takes protobuf as the Python client sends it, and answers in kind', () =>
    withApi(async (api) => {
      const span = Buffer.concat([
        Buffer.from([0x0a, 0x10]),
        Buffer.from(hex, 'hex'),
        Buffer.from([0x12, 0x08, 1, 2, 3, 4, 5, 6, 7, 8]),
        Buffer.from([
          0x2a,
          0x04,
          ...Buffer.from('root'),
          0x39,
          1,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0x41,
          2,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
        ]),
      ]);
      const wrap = (inner: Buffer, field: number): Buffer =>
        Buffer.concat([Buffer.from([field * 8 + 2, inner.length]), inner]);
      const body = wrap(wrap(wrap(span, 2), 2), 1);
      const answer = await postSpans(api, body, { 'content-type': 'application/x-protobuf' });
      expect(answer).toEqual({ status: 200, type: 'application/x-protobuf', body: undefined });
      const { body: found } = await api.v3.get('/traces/get', { trace_id: traceId });
      expect(at(found, 'trace', 'spans', 0)).toMatchObject({
        name: 'root',
        trace_id: Buffer.from(hex, 'hex').toString('base64'),
        span_id: 'AQIDBAUGBwg=',
        parent_span_id: '',
        start_time_unix_nano: '1',
        end_time_unix_nano: '2',
      });
    }));

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ])('takes bodies packed by %s', (encoding, pack) =>
    withApi(async (api) => {
      const answer = await postSpans(api, pack(otlp({})), { 'content-encoding': encoding });
      expect(answer).toMatchObject({ status: 200, body: {} });
      expect((await api.v3.get(`/traces/${traceId}`)).status).toBe(200);
    }),
  );

  it('gives back values of every kind as the kind that they were', () =>
    withApi(async (api) => {
      const attributes = [
        { key: 'text', value: { stringValue: 'åäö' } },
        { key: 'big', value: { intValue: '9223372036854775807' } },
        { key: 'one', value: { doubleValue: 1 } },
        { key: 'nan', value: { doubleValue: 'NaN' } },
        { key: 'yes', value: { boolValue: true } },
        { key: 'bytes', value: { bytesValue: 'AP8=' } },
        { key: 'none', value: {} },
        { key: 'list', value: { arrayValue: { values: [{ intValue: '1' }, {}] } } },
        { key: 'map', value: { kvlistValue: { values: [{ key: 'a', value: { stringValue: 'b' } }] } } },
      ];
      const events = [{ timeUnixNano: '1795636964759481068', name: 'e', attributes: attributes.slice(0, 2) }];
      const links = [{ traceId: hex, spanId: '00000000000000ff', attributes: attributes.slice(0, 1) }];
      await postSpans(api, otlp({ attributes, events, links, flags: 257, traceState: 'a=b', kind: 2 }));
      const { body } = await api.v3.get('/traces/get', { trace_id: traceId });
      expect(at(body, 'trace', 'spans', 0)).toMatchObject({
        attributes: [
          { key: 'text', value: { string_value: 'åäö' } },
          { key: 'big', value: { int_value: '9223372036854775807' } },
          { key: 'one', value: { double_value: 1 } },
          { key: 'nan', value: { double_value: 'NaN' } },
          { key: 'yes', value: { bool_value: true } },
          { key: 'bytes', value: { bytes_value: 'AP8=' } },
          { key: 'none', value: {} },
          { key: 'list', value: { array_value: { values: [{ int_value: '1' }, {}] } } },
          { key: 'map', value: { kvlist_value: { values: [{ key: 'a', value: { string_value: 'b' } }] } } },
        ],
        events: [{ time_unix_nano: '1795636964759481068', name: 'e' }],
        links: [{ span_id: 'AAAAAAAAAP8=' }],
        flags: 257,
        trace_state: 'a=b',
        kind: 2,
        status: { code: 1, message: '' },
      });
    }));

  it.each<[string, Buffer | string, Record<string, string>, number]>([
    ['of another type', otlp({}), { 'content-type': 'text/plain' }, 400],
    ['that are no JSON', '{', {}, 400],
    ['that are no protobuf', 'no protobuf', { 'content-type': 'application/x-protobuf' }, 400],
    ['without an experiment', otlp({}), { 'x-mlflow-experiment-id': '' }, 400],
    ['for an experiment that is not there', otlp({}), { 'x-mlflow-experiment-id': '77' }, 404],
    ['for an experiment that is no number', otlp({}), { 'x-mlflow-experiment-id': '0 OR 1' }, 404],
    ['packed in an unknown way', otlp({}), { 'content-encoding': 'br' }, 400],
    ['that are not packed as they say', otlp({}), { 'content-encoding': 'gzip' }, 400],
    [
      'that unpack to gigabytes',
      gzipSync(Buffer.alloc(65 * 1024 * 1024)),
      { 'content-encoding': 'gzip' },
      400,
    ],
    ['without an id', otlp({ spanId: '' }), {}, 400],
    ['for a run that is not there', otlp({}), { 'x-mlflow-run-id': 'none' }, 404],
  ])('refuses spans %s, and never with a status that clients try again on', (_, body, headers, status) =>
    withApi(async (api) => {
      const answer = await postSpans(api, body, headers);
      expect(answer.status).toBe(status);
      expect(at(answer.body, 'error_code')).toMatch(/INVALID_PARAMETER_VALUE|RESOURCE_DOES_NOT_EXIST/);
      expect((await api.v3.get(`/traces/${traceId}`)).status).toBe(404);
    }),
  );

  it('refuses a page of another site', () =>
    withApi(async (api) => {
      const answer = await postSpans(api, otlp({}), { origin: 'https://evil.example' });
      expect(answer.status).toBe(403);
    }));
});

describe('traces of MLflow 3', () => {
  it('are made, read, searched, tagged and deleted', () =>
    withApi(async (api) => {
      const { v2, v3 } = api;
      await postSpans(api, otlp({}, { parentSpanId: '0000000000000001' }));
      const made = await v3.post(
        '/traces',
        traceInfo({
          client_request_id: 'r',
          request_preview: 'in',
          response_preview: 'ut',
          tags: { 'mlflow.traceName': 'chat', team: 'a' },
          trace_metadata: { 'mlflow.trace.session': 's' },
        }),
      );
      expect(made).toEqual({
        status: 200,
        body: {
          trace: {
            trace_info: {
              trace_id: traceId,
              client_request_id: 'r',
              trace_location: { type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: '0' } },
              request_preview: 'in',
              response_preview: 'ut',
              request_time: '2026-11-25T19:00:00.123Z',
              execution_duration: '0.042s',
              state: 'OK',
              trace_metadata: { 'mlflow.trace.session': 's' },
              tags: {
                'mlflow.artifactLocation': `mlflow-artifacts:/0/traces/${traceId}/artifacts`,
                'mlflow.trace.spansLocation': 'TRACKING_STORE',
                'mlflow.traceName': 'chat',
                team: 'a',
              },
            },
          },
        },
      });
      expect((await v3.get(`/traces/${traceId}`)).body).toEqual(made.body);
      const locations = [{ type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: '0' } }];
      const found = await v3.post('/traces/search', {
        locations,
        filter: "span.name = 'span 2'",
        max_results: 5,
      });
      expect(found.body).toEqual({ traces: [at(made.body, 'trace', 'trace_info')] });
      const infos = await v3.post('/traces/batchGetInfos', { trace_ids: ['tr-none', traceId] });
      expect(infos.body).toEqual({ trace_infos: [at(made.body, 'trace', 'trace_info')] });
      const whole = await v3.get('/traces/batchGet', { trace_ids: [traceId, 'tr-none'] });
      expect(at(whole.body, 'traces', 0, 'spans')).toHaveLength(2);
      expect((await v3.get('/traces/batchGet', { trace_ids: traceId, experiment_ids: '5' })).body).toEqual(
        {},
      );
      for (const api of [v2, v3]) {
        expect(await api.patch(`/traces/${traceId}/tags`, { key: 'k', value: 'v' })).toEqual({
          status: 200,
          body: {},
        });
        expect((await api.delete(`/traces/${traceId}/tags`, { key: 'k' })).status).toBe(200);
        expect((await api.delete(`/traces/${traceId}/tags`, { key: 'k' })).status).toBe(404);
      }
      const deleted = await v2.post('/traces/delete-traces', { experiment_id: '0', request_ids: [traceId] });
      expect(deleted.body).toEqual({ traces_deleted: 1 });
      expect((await v3.get(`/traces/${traceId}`)).body).toMatchObject({
        error_code: 'RESOURCE_DOES_NOT_EXIST',
      });
    }));

  it('wait for spans that the client has announced', () =>
    withApi(async (api) => {
      await api.v3.post(
        '/traces',
        traceInfo({ trace_metadata: { 'mlflow.trace.sizeStats': '{"num_spans": 1}' } }),
      );
      const partial = await api.v3.get('/traces/get', { trace_id: traceId, allow_partial: 'True' });
      expect(at(partial.body, 'trace')).not.toHaveProperty('spans');
      const waiting = api.v3.get('/traces/get', { trace_id: traceId });
      await postSpans(api, otlp({}));
      expect(at((await waiting).body, 'trace', 'spans')).toHaveLength(1);
      expect((await api.v3.get('/traces/get', { trace_id: 'tr-none' })).status).toBe(404);
    }));

  it.each<[string, object]>([
    ['no message', {}],
    ['an id that leads out', traceInfo({ trace_id: '../x' })],
    ['no place', traceInfo({ trace_location: null })],
    ['a time that is none', traceInfo({ request_time: 'yesterday' })],
    ['a time as a number', traceInfo({ request_time: 5 })],
    ['a duration that is none', traceInfo({ execution_duration: '5 minutes' })],
    ['a state that is none', traceInfo({ state: 'FINE' })],
    ['tags that are no texts', traceInfo({ tags: { a: 1 } })],
    ['an assessment that says nothing', traceInfo({ assessments: [{ assessment_name: 'x' }] })],
  ])('are refused with %s', (_, message) =>
    withApi(async ({ v3 }) => {
      const answer = await v3.post('/traces', message);
      expect(answer).toMatchObject({ status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE' } });
    }),
  );

  it('are linked to runs and prompts, and say how conditions go together', () =>
    withApi(async ({ v2, v3 }) => {
      const runId = await v2.createRun();
      await v3.post('/traces', traceInfo());
      expect((await v2.post('/traces/link-to-run', { trace_ids: [traceId], run_id: runId })).status).toBe(
        200,
      );
      const prompts = [{ name: 'qa', version: '1' }];
      expect(
        (await v2.post('/traces/link-prompts', { trace_id: traceId, prompt_versions: prompts })).status,
      ).toBe(200);
      const tooMany = { trace_ids: Array.from({ length: 101 }, () => traceId), run_id: runId };
      expect((await v2.post('/traces/link-to-run', tooMany)).status).toBe(400);
      const answer = await v3.post('/traces/calculate-filter-correlation', {
        experiment_ids: ['0'],
        filter_string1: `run_id = '${runId}'`,
        filter_string2: "prompt = 'qa/2'",
      });
      expect(answer.body).toMatchObject({ npmi: 'NaN', filter1_count: 1, filter2_count: 0, total_count: 1 });
    }));
});

describe('traces of MLflow 2', () => {
  it('begin, end and are searched', () =>
    withApi(async ({ v2 }) => {
      const begun = await v2.post('/traces', {
        experiment_id: '0',
        timestamp_ms: 1000,
        request_metadata: [{ key: 'm', value: '1' }],
        tags: [{ key: 't', value: '2' }],
      });
      const id = textAt(begun.body, 'trace_info', 'request_id');
      expect(id).toMatch(/^tr-[0-9a-f]{32}$/);
      const ended = await v2.patch(`/traces/${id}`, { request_id: id, timestamp_ms: 1250, status: 'OK' });
      expect(ended.body).toMatchObject({
        trace_info: {
          request_id: id,
          experiment_id: '0',
          timestamp_ms: 1000,
          execution_time_ms: 250,
          status: 'OK',
          request_metadata: [{ key: 'm', value: '1' }],
        },
      });
      expect((await v2.get(`/traces/${id}/info`)).body).toEqual(ended.body);
      const found = await v2.get('/traces', {
        experiment_ids: ['0'],
        filter: "tag.t = '2'",
        max_results: '1',
      });
      expect(at(found.body, 'traces')).toEqual([at(ended.body, 'trace_info')]);
      expect((await v2.get('/traces', { experiment_ids: '0', page_token: 'x' })).status).toBe(400);
    }));

  it('say which experiment they belong to', () =>
    withApi(async ({ v2 }) => {
      expect((await v2.post('/traces', { timestamp_ms: 1 })).body).toMatchObject({
        message: "Missing value for required parameter 'experiment_id'.",
      });
    }));
});

describe('assessments', () => {
  const feedback = {
    assessment: {
      assessment_name: 'correct',
      trace_id: traceId,
      source: { source_type: 'HUMAN', source_id: 'me' },
      create_time: '2026-11-25T19:00:01Z',
      feedback: { value: 0.5 },
      rationale: 'half',
      metadata: { a: 'b' },
    },
  };

  it('are made, read, changed by a mask, replaced and deleted', () =>
    withApi(async ({ v3 }) => {
      await v3.post('/traces', traceInfo());
      const made = await v3.post(`/traces/${traceId}/assessments`, feedback);
      const id = textAt(made.body, 'assessment', 'assessment_id');
      expect(made.body).toMatchObject({
        assessment: { ...feedback.assessment, create_time: '2026-11-25T19:00:01.000Z', valid: true },
      });
      const path = `/traces/${traceId}/assessments/${id}`;
      const changed = await v3.patch(path, {
        assessment: { feedback: { value: 'no' }, rationale: 'ignored', metadata: { c: 'd' } },
        update_mask: 'feedback,metadata',
      });
      expect(changed.body).toMatchObject({
        assessment: { feedback: { value: 'no' }, rationale: 'half', metadata: { a: 'b', c: 'd' } },
      });
      const other = await v3.post(`/traces/${traceId}/assessments`, {
        assessment: {
          ...feedback.assessment,
          feedback: { error: { error_code: 'E', error_message: 'bad' } },
          overrides: id,
        },
      });
      expect(at(other.body, 'assessment', 'feedback')).toEqual({
        value: null,
        error: { error_code: 'E', error_message: 'bad', stack_trace: '' },
      });
      expect(at((await v3.get(path)).body, 'assessment', 'valid')).toBe(false);
      await v3.delete(`/traces/${traceId}/assessments/${textAt(other.body, 'assessment', 'assessment_id')}`);
      expect(at((await v3.get(path)).body, 'assessment', 'valid')).toBe(true);
      expect((await v3.delete(path)).body).toEqual({});
      expect((await v3.get(path)).status).toBe(404);
    }));

  it('carry lists and objects as text', () =>
    withApi(async ({ v3 }) => {
      await v3.post('/traces', traceInfo());
      const expectation = { serialized_value: { serialization_format: 'JSON_FORMAT', value: '{"a":[1]}' } };
      const made = await v3.post(`/traces/${traceId}/assessments`, {
        assessment: { assessment_name: 'want', expectation },
      });
      expect(at(made.body, 'assessment', 'expectation')).toEqual(expectation);
      const broken = { serialized_value: { serialization_format: 'PICKLE', value: 'x' } };
      const refused = await v3.post(`/traces/${traceId}/assessments`, {
        assessment: { assessment_name: 'want', expectation: broken },
      });
      expect(refused.status).toBe(400);
    }));
});
