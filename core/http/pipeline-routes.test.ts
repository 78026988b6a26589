import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withHttpHost, type SendOptions, type TestHost } from '#core/testing/with-http-host.ts';

const address = '/engine/pipelines/load/runs';
const pipeline = `version: 1
name: load
params: { dataset: { type: string, default: texts } }
tasks:
  load: { type: stile/load-dataset, with: { dataset: "{{ params.dataset }}" } }
`;

function post({ engine, send }: TestHost, body?: string, headers: Record<string, string> = {}, to = address) {
  const options: SendOptions = {
    method: 'POST',
    headers: { authorization: `Bearer ${engine.rpcToken}`, 'content-type': 'application/json', ...headers },
  };
  return send(to, body === undefined ? options : { ...options, body });
}

function withPipeline(fn: (test: TestHost) => Promise<void>, env = {}): Promise<void> {
  return withHttpHost(
    async (test) => {
      writeFileSync(join(test.engine.ctx.paths.pipelines, 'load.yaml'), pipeline);
      await fn(test);
    },
    { env },
  );
}

describe('a program starts a pipeline', () => {
  it('gets the run, and where to look after it', () =>
    withPipeline(async (test) => {
      const { status, headers, body } = await post(
        test,
        '{"params":{"dataset":"reviews"},"reason":"new data in the lake"}',
        { 'user-agent': 'lake/1.0' },
      );
      expect(status).toBe(201);
      const run = JSON.parse(body) as { pipelineRunId: string };
      expect(run).toMatchObject({
        pipeline: 'load',
        params: { dataset: 'reviews' },
        trigger: { kind: 'call', detail: 'new data in the lake' },
        actor: { kind: 'client', name: 'lake/1.0' },
      });
      expect(headers.location).toBe(`${address}/${run.pipelineRunId}`);
      await test.client.pipelines.waitRun({ pipelineRunId: run.pipelineRunId });
      const later = await test.send(headers.location ?? '', {
        headers: { authorization: `Bearer ${test.engine.rpcToken}` },
      });
      const elsewhere = (headers.location ?? '').replace('/load/', '/other/');
      const wrong = await test.send(elsewhere, {
        headers: { authorization: `Bearer ${test.engine.rpcToken}` },
      });
      expect(wrong.status).toBe(404);
      // There is no such dataset.
      expect(JSON.parse(later.body)).toMatchObject({
        ...run,
        state: 'failed',
        startedAt: expect.any(Number) as number,
        endedAt: expect.any(Number) as number,
        reason: expect.any(String) as string,
        tasks: expect.any(Array) as unknown[],
        flags: { hasFailedTasks: true },
      });
    }));

  it('needs no body', () =>
    withPipeline(async (test) => {
      const { status, body } = await test.send(address, {
        method: 'POST',
        headers: { authorization: `Bearer ${test.engine.rpcToken}` },
      });
      expect([status, JSON.parse(body)]).toMatchObject([
        201,
        { params: { dataset: 'texts' }, trigger: { detail: 'called by http' } },
      ]);
    }));

  it('shows a token, always: that of engine.json or the one for MLflow’s clients', () =>
    withPipeline(
      async (test) => {
        const wrong = await post(test, '{}', { authorization: 'Bearer nonsense' });
        expect(wrong.status).toBe(401);
        expect(wrong.body).toContain('rpcToken of the workspace’s engine.json');
        expect((await test.send(address, { method: 'POST' })).status).toBe(401);
        expect((await test.send(address, { method: 'POST', headers: await test.enter() })).status).toBe(401);
        expect((await post(test, '{}', { authorization: 'Bearer for-clients' })).status).toBe(201);
      },
      { STILE_TRACKING_TOKEN: 'for-clients' },
    ));

  it('is refused without a token where none is set for clients', () =>
    withPipeline(async (test) => {
      expect((await test.send(address, { method: 'POST' })).status).toBe(401);
      expect((await test.client.pipelines.runs({})).runs).toEqual([]);
    }));

  it('is no page of another origin', () =>
    withPipeline(async (test) => {
      expect((await post(test, '{}', { origin: 'http://evil.example' })).status).toBe(403);
      expect((await post(test, '{}', { host: 'evil.example:5000' })).status).toBe(403);
    }));

  it.each([
    ['no such pipeline', '{}', '/engine/pipelines/laod/runs', 404, 'NOT_FOUND', 'did you mean "load"'],
    ['no JSON', '{params', address, 400, 'INVALID_ARGUMENT', '{params'],
    ['an unknown key', '{"parms":{}}', address, 400, 'INVALID_ARGUMENT', 'parms'],
    ['an unknown param', '{"params":{"set":1}}', address, 400, 'INVALID_ARGUMENT', 'set'],
    ['a param of another type', '{"params":{"dataset":1}}', address, 400, 'INVALID_ARGUMENT', 'dataset'],
    ['a name that leads out', '{}', '/engine/pipelines/..%2f..%2fx/runs', 404, 'NOT_FOUND', 'no pipeline'],
  ])('is told of %s', (_words, body, to, status, code, words) =>
    withPipeline(async (test) => {
      const answer = await post(test, body, {}, to);
      expect(answer.status).toBe(status);
      const { error_code, message } = JSON.parse(answer.body) as { error_code: string; message: string };
      expect(error_code).toBe(code);
      expect(message).toContain(words);
    }),
  );

  it('sends JSON and says so', () =>
    withPipeline(async (test) => {
      const { status, body } = await post(test, '{}', {
        'content-type': 'application/x-www-form-urlencoded',
      });
      expect([status, body]).toEqual([400, expect.stringContaining('Content-Type: application/json')]);
      expect((await post(test, `{"reason":"${'x'.repeat(1024 * 1024)}"}`)).status).toBe(413);
    }));
});
