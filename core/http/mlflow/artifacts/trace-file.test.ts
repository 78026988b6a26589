import { expect, it } from 'vitest';
import { parseJson } from '#core/kernel/json.ts';
import { withHttpHost } from '#core/testing/with-http-host.ts';
import { logTestSpans, traceIdOf } from '#core/tracing/testing.ts';
import { filesPath } from './testing.ts';

const file = `${filesPath}/0/traces/${traceIdOf(1)}/artifacts/traces.json`;

it('spans that came without a file are one to clients that ask for it', () =>
  withHttpHost(async ({ engine, send }) => {
    const ctx = engine.rpcContext({ kind: 'client', name: 'test' }).engine;
    const attributes = new Map<string, string | number | bigint | readonly string[]>([
      ['mlflow.spanInputs', '{"q":"ö"}'],
      ['digits', '5'],
      ['whole', 2],
      ['n', 2n ** 60n],
      ['rate', 0.5],
      ['list', ['a']],
    ]);
    await logTestSpans(ctx, 1, [
      { attributes },
      {
        parentId: '0000000000000001',
        status: 'ERROR',
        statusMessage: 'it broke',
        endNs: null,
        events: [{ name: 'e', timeNs: 1_700_000_000_000_000_003n, attributes: new Map([['k', 1n]]) }],
      },
    ]);
    const { status, body, headers } = await send(file);
    expect([status, headers['content-type']]).toEqual([200, 'text/plain']);
    expect(headers['content-disposition']).toContain('attachment');
    expect(body).toContain('"start_time_unix_nano":1700000000000000002,');
    expect(body).toContain('"time_unix_nano":1700000000000000003,');
    expect(parseJson(body)).toMatchObject({
      spans: [
        {
          span_id: 'AAAAAAAAAAE=',
          parent_span_id: '',
          status: { code: 'STATUS_CODE_OK', message: '' },
          attributes: {
            'mlflow.traceRequestId': `"${traceIdOf(1)}"`,
            'mlflow.spanInputs': JSON.stringify('{"q":"ö"}'),
            digits: '"5"',
            whole: '2.0',
            n: '1152921504606846976',
            rate: '0.5',
            list: '["a"]',
          },
        },
        {
          parent_span_id: 'AAAAAAAAAAE=',
          end_time_unix_nano: null,
          status: { code: 'STATUS_CODE_ERROR', message: 'it broke' },
          events: [{ name: 'e', attributes: { k: 1 } }],
        },
      ],
    });
  }));

it('a file that a client has sent goes before the spans; without either there is none', () =>
  withHttpHost(async ({ engine, send }) => {
    expect((await send(file)).status).toBe(404);
    await logTestSpans(engine.rpcContext({ kind: 'client', name: 'test' }).engine, 1, [{}]);
    expect((await send(file.replace('traces.json', 'other.json'))).status).toBe(404);
    await send(file, { method: 'PUT', body: '{"spans":[]}' });
    expect((await send(file)).body).toBe('{"spans":[]}');
  }));
