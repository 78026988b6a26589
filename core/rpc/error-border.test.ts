import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { errorCodes, errorTable } from '#contract/errors.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { Logger } from '#core/kernel/logger.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { toRpcError } from './error-border.ts';

describe('the table of errors', () => {
  it.each(errorCodes)('%s has an object as data and a status of an error', (code) => {
    const { data, httpStatus } = errorTable[code];
    expect(data).toBeInstanceOf(z.ZodObject);
    expect(httpStatus).toBeGreaterThanOrEqual(400);
    expect(httpStatus).toBeLessThan(600);
  });
});

describe('what nobody foresaw', () => {
  it('leaves as INTERNAL with an id, and the log alone has the rest', () => {
    const reports: { id: string; error: unknown }[] = [];
    const secret = new Error('at /home/kim/secret');
    const error = toRpcError(secret, {}, (id, thrown) => reports.push({ id, error: thrown }));
    expect(error).toMatchObject({ code: 'INTERNAL', status: 500, defined: true });
    expect(reports).toEqual([{ id: Reflect.get(Object(error.data), 'id'), error: secret }]);
    expect(JSON.stringify(error.toJSON())).not.toContain('secret');
    expect(error.message).toContain(reports[0]?.id);
    expect(error.cause).toBeUndefined();
  });

  it.each(['text', null, undefined, 42, { code: 'ENOENT', path: '/secret' }])(
    'whatever was thrown: %o',
    (thrown) => {
      expect(toRpcError(thrown, {}, () => undefined)).toMatchObject({ code: 'INTERNAL' });
    },
  );

  it('is logged by a call, and its answer says where', () => {
    const lines: { facts: object; message: string }[] = [];
    const logger: Logger = { ...silentLogger, error: (facts, message) => lines.push({ facts, message }) };
    return withEngine(
      async ({ client, engine, clock }) => {
        clock.now = () => {
          throw new Error('the clock fell down');
        };
        const failure = await failureOf(client.experiments.create({ name: 'x' }));
        expect(failure).toMatchObject({ code: 'INTERNAL' });
        expect(failure.message).not.toContain('clock');
        expect(lines).toMatchObject([{ facts: { path: 'experiments.create', ...Object(failure.data) } }]);
        expect(engine.ctx.db.get('SELECT count(*) AS n FROM activity')).toEqual({ n: 0 });
      },
      { createLogger: () => logger },
    );
  });

  it('what the disk says is foreseen', () => {
    const full = Object.assign(new Error('no room'), { code: 'ENOSPC' });
    expect(toRpcError(full, {}, () => undefined)).toMatchObject({ code: 'DISK_FULL', status: 507 });
  });
});

/** Calls with an input that the types forbid, as a client of another making would. */
function callWith(client: EngineClient, procedure: string, input: unknown): Promise<unknown> {
  const [feature = '', name = ''] = procedure.split('.');
  const call: unknown = Reflect.get(Object(Reflect.get(client, feature)), name);
  if (typeof call !== 'function') throw new Error(`there is no procedure ${procedure}`);
  return Promise.resolve(Reflect.apply(call, undefined, [input]));
}

describe('input that the schema refuses', () => {
  it.each([
    ['experiments.create', { name: 7 }, 'name', '7'],
    ['experiments.create', { name: NaN }, 'name', 'NaN'],
    ['experiments.create', { name: 10n }, 'name', '10'],
    ['experiments.create', {}, 'name', 'undefined'],
    ['experiments.create', null, '', 'null'],
    ['experiments.create', 'text', '', 'text'],
    ['experiments.create', { name: 'x', tags: [{ key: 'k', value: 1 }] }, 'tags.0.value', '1'],
    ['runs.logMetric', { runId: 'r', key: 'k', value: NaN }, 'value', 'NaN'],
    ['runs.logMetric', { runId: 'r', key: 'k', value: Infinity }, 'value', 'Infinity'],
    ['runs.logMetric', { runId: 'r', key: 'k', value: '1.5' }, 'value', '1.5'],
    ['runs.logMetric', { runId: 'r', key: 'k', value: 1, step: 1.5 }, 'step', '1.5'],
    ['runs.logMetric', { runId: 'r', key: 'k', value: 1, step: 1e300 }, 'step', '1e+300'],
    ['runs.logMetric', { runId: 'r', key: 'k', value: 1, timestamp: -1 }, 'timestamp', '-1'],
    [
      'runs.logBatch',
      {
        runId: 'r',
        metrics: [
          { key: 'k', value: 1 },
          { key: 'k', value: {} },
        ],
      },
      'metrics.1.value',
      '{}',
    ],
    ['runs.create', { experimentId: '0', status: 'DONE' }, 'status', 'DONE'],
    ['runs.create', { experimentId: 0 }, 'experimentId', '0'],
    ['runs.search', { maxResults: 0 }, 'maxResults', '0'],
    ['runs.search', { maxResults: 50_001 }, 'maxResults', '50001'],
    ['artifacts.write', { runId: 'r', path: 'p', offset: 0, chunk: 'text', last: true }, 'chunk', 'text'],
    ['artifacts.read', { runId: 'r', path: 'p', offset: -1 }, 'offset', '-1'],
  ])('%s %o: %s is %s', (procedure, input, path, value) =>
    withEngine(async ({ client, engine }) => {
      const failure = await failureOf(callWith(client, procedure, input));
      expect(failure).toMatchObject({ code: 'INVALID_INPUT', data: { issues: [{ path, value }] } });
      expect(failure.message).toContain(`${path === '' ? 'the input' : path} is ${value}, but: `);
      expect(engine.ctx.db.get('SELECT count(*) AS n FROM activity')).toEqual({ n: 0 });
    }),
  );

  it('names unknown keys', () =>
    withEngine(async ({ client }) => {
      const failure = await failureOf(callWith(client, 'runs.create', { experimentId: '0', nmae: 'x' }));
      expect(failure).toMatchObject({
        code: 'INVALID_INPUT',
        data: { issues: [{ problem: 'unrecognized_keys' }] },
      });
      expect(failure.message).toContain('nmae');
    }));

  it('takes 10 MB of text without printing them', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      const value = 'å'.repeat(10_000_000);
      const tag = await failureOf(client.runs.setTag({ runId, key: 'k', value }));
      expect(tag).toMatchObject({ code: 'LIMIT_EXCEEDED', data: { limit: 8000, actual: 10_000_000 } });
      const key = await failureOf(client.runs.setTag({ runId, key: value, value: 'v' }));
      const status = await failureOf(callWith(client, 'runs.update', { runId, status: value }));
      for (const { message } of [tag, key, status]) expect(message.length).toBeLessThan(600);
      expect((await client.runs.get({ runId })).tags).toHaveLength(1);
    }));
});
