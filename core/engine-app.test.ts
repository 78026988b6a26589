import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { cardTags } from '#contract/model-card.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { writeDiagnostics, type DiagnosticsSource } from '#core/desktop/diagnostics.ts';
import { findThisProgram } from '#core/desktop/this-program.ts';
import { createFileLogger } from '#core/kernel/logger.ts';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { watchBatch } from '#core/testing/made-up-alerts.ts';
import { testEngineOptions, withEngine, withFolder, type TestEngine } from '#core/testing/with-engine.ts';
import { makeAssessment, makeTestTrace } from '#core/tracing/testing.ts';

/** What is in a zip, by name. */
async function unzip(content: Buffer): Promise<Record<string, string>> {
  const zip = await fromBufferPromise(content);
  const entries: Record<string, string> = {};
  for await (const entry of zip.eachEntry())
    entries[entry.fileName] = await text(await zip.openReadStreamPromise(entry));
  return entries;
}

/** Texts that stand nowhere else. */
function createSecrets(): { next(kind: string): string; all: string[] } {
  const all: string[] = [];
  return {
    all,
    next: (kind) => {
      const secret = `geheim${kind}${(all.length + 7919).toString(36)}`;
      all.push(secret);
      return secret;
    },
  };
}

type Next = (kind: string) => string;

/** A text of the user in every kind of thing that has one. */
async function fill({ client, engine, folder }: TestEngine, next: Next): Promise<void> {
  const { experimentId } = await client.experiments.create({
    name: next('experiment'),
    tags: [{ key: next('tagkey'), value: next('tagvalue') }],
  });
  const tags = [
    { key: 'mlflow.note.content', value: next('note') },
    { key: next('runtag'), value: next('runtagvalue') },
  ];
  const { runId } = await createTestRun(client, { experimentId, name: next('run'), tags });
  await client.runs.logBatch({
    runId,
    params: [{ key: next('param'), value: next('paramvalue') }],
    metrics: [{ key: next('metric'), value: 0.25, step: 1, timestamp: 1 }],
  });
  const name = `${next('artifact')}.txt`;
  const chunk = new File([next('artifacttext')], 'a');
  await client.artifacts.write({ runId, path: `${next('folder')}/${name}`, offset: 0, chunk, last: true });
  const path = join(folder, `${next('file')}.csv`);
  writeFileSync(path, `${next('column')},label\n${next('cell')},a\n`);
  const message = next('message');
  await client.datasets.add({ name: next('dataset'), source: { kind: 'file', path }, message, csv: {} });
  await writeModel(client, next);
  await writeTrace(engine.ctx, next);
  const settings = { filter: `tags.x = '${next('filter')}'` };
  await client.runViews.create({ experimentId, name: next('view'), settings }).catch(() => undefined);
  await watchBatch(engine.ctx, { oov: 0.9, model: next('watched') });
  const [alert] = (await client.monitoring.alerts({})).alerts;
  await client.monitoring.comment({ alertId: alert?.alertId ?? 0, text: next('comment') });
  await client.monitoring.acknowledge({ alertId: alert?.alertId ?? 0, note: next('acknowledged') });
  await runPipeline(client, engine.ctx.paths.pipelines, next);
}

/** A model with its card, and a version. */
async function writeModel({ registry }: EngineClient, next: Next): Promise<void> {
  const { name } = await registry.create({ name: next('model'), description: next('description') });
  for (const key of [...Object.values(cardTags), next('modeltag')])
    await registry.setTag({ name, key, value: next('card') });
  const tags = [{ key: next('versiontag'), value: next('versiontagvalue') }];
  const { version } = await registry.createVersion({ name, source: `s3://${next('bucket')}/m`, description: next('version'), tags }); // prettier-ignore
  await registry.setAlias({ name, version, alias: next('alias') });
}

/** What a program asked a model and was answered, and what a person said of it. */
async function writeTrace(ctx: TestEngine['engine']['ctx'], next: Next): Promise<void> {
  const attributes = new Map([
    ['mlflow.spanInputs', next('prompt')],
    ['mlflow.spanOutputs', next('answer')],
    ['session.id', next('session')],
    ['user.id', next('person')],
    [next('attribute'), next('attributevalue')],
  ]);
  const assessment = makeAssessment({ name: next('feedback'), value: next('verdict'), rationale: next('rationale'), source: { type: 'HUMAN', id: next('judge') } }); // prettier-ignore
  await makeTestTrace(ctx, 1, {
    spans: [{ name: next('span'), status: 'ERROR', statusMessage: next('status'), attributes }],
    tags: [{ key: next('tracetag'), value: next('tracetagvalue') }],
    metadata: [{ key: next('tracekey'), value: next('tracevalue') }],
    assessments: [assessment],
    ...{ requestPreview: next('request'), responsePreview: next('response') },
  });
}

/** A program that says a secret and fails, so that its log and the reason hold it. */
async function runPipeline(client: EngineClient, folder: string, next: Next): Promise<void> {
  const name = next('pipeline');
  const command = `echo ${next('stdout')}; echo ${next('stderr')} >&2; exit 3`;
  const task = next('task');
  const file = `version: 1\nname: ${name}\ntasks:\n  ${task}:\n    type: shell\n    retries: 0\n    with: { command: "${command}" }\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.yaml`), file);
  const { pipelineRunId } = await client.pipelines.run({ name });
  expect(await client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 20_000 })).toMatchObject({
    state: 'failed',
  });
}

/** What the engine's own rooms log when something goes wrong, with a text of the user in all of it. */
async function fail({ client, engine }: TestEngine, next: Next): Promise<void> {
  const { logger, db } = engine.ctx;
  const named = (kind: string): Error => Object.assign(new Error(`no ${next(kind)}\n    at ${next('line')} (x.ts:1:1)`, { cause: new Error(next('cause')) }), { value: next('value') }); // prettier-ignore
  logger.error({ err: named('error'), task: next('task') }, 'runs that a task has left are not ended');
  logger.warn({ path: `a/${next('path')}`, cause: next('why') }, 'deleted files are still held');
  logger.warn({ environment: next('key'), lines: [next('pip')] }, 'a Python environment could not be made');
  logger.error({ pid: 7, lastWords: next('last') }, 'the supervisor of tasks ended by itself');
  logger.error(
    { err: named('code'), data: { name: next('data') } },
    'what was asked for could not be opened',
  );
  // A slow statement with a literal, and an error of SQLite that names what it was given.
  db.all(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) AS "${next('alias')}", '${next('literal')}' FROM n`); // prettier-ignore
  expect(() => db.all(`SELECT ${next('unknown')}`)).toThrow();
  for (const call of [client.runs.get({ runId: next('lost') }), client.experiments.getByName({ name: next('lost') }), client.registry.get({ name: next('lost') }), client.traces.get({ traceId: next('lost') })]) await failureOf(call); // prettier-ignore
}

/** An engine of a user whose data lie in a folder of the test. */
function withStileData(fn: (test: TestEngine, folder: string) => Promise<void>): Promise<void> {
  return withFolder((folder) =>
    withEngine((test) => fn(test, folder), { env: { STILE_DATA: join(folder, 'data') } }),
  );
}

describe('diagnostics', () => {
  it('hold versions, figures and logs, and no text of the user', { timeout: 60_000 }, () =>
    withFolder(async (folder) => {
      const home = join(folder, 'åsalena');
      const options = {
        ...testEngineOptions(join(home, 'Stile', 'default')),
        createLogger: (logs: string) => createFileLogger(logs, 'engine'),
        env: { HOME: home, USER: 'åsalena', PATH: process.env['PATH'], STILE_TRACKING_TOKEN: 'geheimtoken', STILE_DATA: join(home, 'data'), OTHER: 'geheimother' }, // prettier-ignore
      };
      await withEngine(async (test) => {
        const { next, all } = createSecrets();
        await fill(test, next);
        await fail(test, next);
        mkdirSync(join(home, 'data', 'logs'), { recursive: true });
        writeFileSync(join(home, 'data', 'logs', 'desktop.log'), `${JSON.stringify({ time: '2026-11-27T10:11:12.345Z', event: 'engine died', lastWords: next('desktop') })}\n${next('plain')}\n`); // prettier-ignore
        mkdirSync(join(home, 'data', 'crash-dumps', 'completed'), { recursive: true });
        writeFileSync(join(home, 'data', 'crash-dumps', 'completed', 'a.dmp'), next('dump'));
        const answer = await test.client.app.diagnostics({});
        const entries = await unzip(Buffer.from((await answer.archive?.arrayBuffer()) ?? new ArrayBuffer()));
        expect(answer).toMatchObject({ file: null, name: expect.stringMatching(/^stile-diagnostics-\d{4}-\d\d-\d\d\.zip$/) }); // prettier-ignore
        expect(Object.keys(entries).sort()).toEqual([
          ...['README.txt', 'app.json', 'crash-dumps.json', 'database.json', 'engine.json', 'environment.json', 'health.json'],
          ...['logs/desktop/desktop.log', 'logs/engine/engine.log', 'system.json', 'usage.json'],
        ]); // prettier-ignore
        expect(all.length).toBeGreaterThan(70);
        const whole = JSON.stringify(entries);
        expect([...all, 'geheim', 'åsalena', home].filter((secret) => whole.includes(secret))).toEqual([]);
        expect(entries['README.txt']).toMatch(/app\.json {2,}versions[\s\S]*logs\/engine\/engine\.log/);
        expect(JSON.parse(entries['database.json'] ?? '')).toMatchObject({ pragmas: { journal_mode: 'wal', foreign_keys: 1 }, rows: { experiments: 2, runs: 1, alerts: 1, traces: 1, assessments: 1 } }); // prettier-ignore
        expect(JSON.parse(entries['environment.json'] ?? '')).toEqual({ STILE_DATA: '~/data', STILE_TRACKING_TOKEN: '<masked>' }); // prettier-ignore
        expect(JSON.parse(entries['crash-dumps.json'] ?? '')).toEqual([{ name: 'a.dmp', bytes: expect.any(Number) }]); // prettier-ignore
        expect(entries['logs/engine/engine.log']).toMatch(
          /runs that a task has left[^\n]*\n[\s\S]*slow statement/,
        );
        expect(entries['logs/desktop/desktop.log']).toContain('"event":"engine died"');
      }, options);
    }),
  );

  it('are written to a file, with crash dumps only when asked for', () =>
    withStileData(async ({ client, engine }, folder) => {
      const { database } = engine.ctx.paths;
      mkdirSync(join(folder, 'data', 'crash-dumps'), { recursive: true });
      writeFileSync(join(folder, 'data', 'crash-dumps', 'b.dmp'), 'memory');
      const file = join(folder, 'd.zip');
      const { entries, bytes } = await client.app.diagnostics({ file });
      expect([bytes, entries.some(({ path }) => path.endsWith('.dmp'))]).toEqual([
        readFileSync(file).length,
        false,
      ]);
      const taken = await failureOf(client.app.diagnostics({ file, withDumps: true }));
      expect(taken).toMatchObject({ code: 'ALREADY_EXISTS', data: { kind: 'file', id: file } });
      for (const wrong of ['d.zip', folder, join(folder, 'no', 'd.zip'), database])
        expect(await failureOf(client.app.diagnostics({ file: wrong, overwrite: true }))).toMatchObject({ code: 'INVALID_ARGUMENT', data: { field: 'file', value: wrong.slice(0, 77) + (wrong.length > 80 ? '...' : wrong.slice(77)) } }); // prettier-ignore
      await client.app.diagnostics({ file, withDumps: true, overwrite: true });
      expect((await unzip(readFileSync(file)))['crash-dumps/b.dmp']).toBe('memory');
    }));

  it('are there without an engine, with what the header of the database says', () =>
    withFolder(async (folder) => {
      const workspace = join(folder, 'ws');
      await withEngine(() => Promise.resolve(), testEngineOptions(workspace));
      const app = {
        ...testEngineOptions(workspace),
        home: folder,
        arch: 'x64',
        program: findThisProgram('linux', {}),
      };
      const source: DiagnosticsSource = { app, workspace, now: 0, withDumps: false, ofEngine: null };
      const file = join(folder, 'd.zip');
      await writeDiagnostics(source, file, false);
      const entries = await unzip(readFileSync(file));
      expect(entries['README.txt']).toContain('1970-01-01T00:00:00.000Z without an engine');
      expect(JSON.parse(entries['database.json'] ?? '')).toMatchObject({ header: { pageBytes: 4096, schemaVersion: expect.any(Number) }, bytes: { 'stile.db': expect.any(Number) } }); // prettier-ignore
      await writeDiagnostics({ ...source, workspace: null }, file, true);
      expect(Object.keys(await unzip(readFileSync(file)))).toEqual(['README.txt', 'app.json', 'system.json', 'environment.json', 'crash-dumps.json']); // prettier-ignore
    }));
});

describe('the program on this machine', () => {
  it('is told of, with its command, and refuses what is no update', () =>
    withStileData(async ({ client }, folder) => {
      const info = await client.app.info({});
      expect(info).toMatchObject({ runtime: 'node', program: process.execPath, portableData: join(folder, 'data'), recentFile: join(folder, 'data', 'recent.json') });
      expect(await client.app.command({})).toMatchObject({ exists: false, isOurs: false });
      expect(await failureOf(client.app.checkUpdate({ file: 'x.exe' }))).toMatchObject({ code: 'INVALID_ARGUMENT' });
      const file = join(folder, 'x.exe');
      expect(await failureOf(client.app.checkUpdate({ file }))).toMatchObject({ code: 'UPDATE_REFUSED', data: { file, problem: 'no_file' } });
    })); // prettier-ignore
});
