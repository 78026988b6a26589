import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { pipelineTemplateIds } from '#contract/pipeline-templates.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { withEngine, withFolder, type TestEngine } from '#core/testing/with-engine.ts';
import { statesOf } from '../testing/with-runner.ts';
import { fillTemplate, listPlaceholders } from './fill-template.ts';

import { chooseName, type NamesAround } from './workspace-names.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'resources', 'templates', 'pipelines');
const readTemplate = (id: string): string => readFileSync(join(folder, `${id}.yaml`), 'utf8');

/** An engine whose project has a file of each kind that templates run. */
function withProject<T>(fn: (test: TestEngine & { project: string }) => Promise<T>): Promise<T> {
  return withFolder((home) => {
    const project = join(home, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'fit.py'), 'print("fitted")\n');
    writeFileSync(join(project, 'look.ipynb'), '{}');
    new Database(join(project, 'sales.sqlite')).exec('CREATE TABLE orders (id INTEGER)').close();
    return withEngine((test) => fn({ ...test, project }), {
      clock: systemClock,
      env: process.env,
      workspace: join(project, '.stile'),
    });
  });
}

/** Data of the workshop, a champion, and a pipeline that trains. */
async function makeChampion(client: EngineClient): Promise<void> {
  await client.workshop.create({ language: 'en' });
  expect(await finish(client, 'train', { folds: 2 })).toMatchObject({ state: 'success' });
}

async function finish(client: EngineClient, name: string, params: Record<string, unknown> = {}) {
  const { pipelineRunId } = await client.pipelines.run({ name, params });
  return client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 120_000 });
}

/** Waits until the run asks a person, and says yes. @returns the question */
async function approve(client: EngineClient, pipelineRunId: string, taskId: string): Promise<string> {
  for (;;) {
    const { tasks, state } = await client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 200 });
    const question = tasks.find((task) => task.taskId === taskId)?.question;
    if (typeof question === 'string') {
      await client.pipelines.decide({ pipelineRunId, taskId, approved: true, reason: 'looks right' });
      return question;
    }
    expect(['queued', 'running', 'paused']).toContain(state);
  }
}

describe('the templates of pipelines', () => {
  it('are the files that ship, each of which says what it does', () => {
    expect(readdirSync(folder).sort()).toEqual(pipelineTemplateIds.map((id) => `${id}.yaml`).sort());
    for (const id of pipelineTemplateIds) {
      expect(readTemplate(id)).toMatch(/^version: 1\nname: <<name>>\ndescription: \S.*\n/);
      // A word in quotes would not be filled in as one.
      expect(readTemplate(id)).not.toMatch(/"[^"\n]*<<[^"\n]*"/);
    }
  });

  it(
    'have no problem at all where what they want is there, and are made under another name',
    () =>
      withProject(async ({ client }) => {
        await makeChampion(client);
        const { templates } = await client.pipelines.templates({});
        expect(templates.map(({ id }) => id)).toEqual(pipelineTemplateIds);
        for (const { id, text, missing, tasks } of templates) {
          expect({ id, missing }).toEqual({ id, missing: [] });
          const { problems } = await client.pipelines.validate({ name: id, text });
          const ofThisMachine = problems.filter(({ code }) => code === 'python_not_ready');
          expect({ id, problems: problems.filter((problem) => !ofThisMachine.includes(problem)) }).toEqual({
            id,
            problems: [],
          });
          await client.pipelines.create({ name: `my ${id}`, template: id });
          const made = await client.pipelines.get({ name: `my ${id}` });
          expect(made.text).toContain(`\nname: my ${id}\n`);
          expect(made.tasks.map((task) => task.id)).toEqual(tasks.map((task) => task.id));
        }
      }),
    120_000,
  );

  it(
    'are filled in with what the workspace has',
    () =>
      withProject(async ({ client }) => {
        await makeChampion(client);
        const { templates } = await client.pipelines.templates({});
        const textOf = (id: string): string => templates.find((template) => template.id === id)?.text ?? '';
        expect(textOf('train')).toContain('dataset: reviews\n');
        expect(textOf('train')).toContain('heldout: reviews_heldout }');
        expect(textOf('train')).toContain('experiment: sentiment_classification\n');
        expect(textOf('predict')).toContain(
          '\n      warehouse: customer_reviews\n      drift_warehouse: drift_warehouse\n',
        );
        expect(textOf('predict')).toContain('model: models:/sentiment_classifier@champion\n');
        expect(textOf('retrain_on_drift')).toContain('pipeline: train\n');
        expect(textOf('notebook')).toContain('notebook: look.ipynb\n');
        expect(textOf('python')).toContain('script: fit.py\n');
        expect(textOf('sql_report')).toContain('database: sales.sqlite\n');
      }),
    60_000,
  );

  it('say what an empty workspace lacks, and can be made all the same', () =>
    withEngine(async ({ client }) => {
      const { templates } = await client.pipelines.templates({});
      const missing = Object.fromEntries(
        templates.map((template) => [
          template.id,
          template.missing.map(({ kind, name }) => `${kind} ${name}`),
        ]),
      );
      expect(missing).toEqual({
        train: ['dataset reviews', 'dataset reviews_heldout'],
        train_with_approval: ['dataset reviews', 'dataset reviews_heldout'],
        sweep: ['dataset reviews', 'dataset reviews_heldout'],
        predict: ['dataset customer_reviews', 'dataset drift_reviews', 'model sentiment_classifier'],
        score_new_data: ['dataset customer_reviews', 'model sentiment_classifier'],
        retrain_on_drift: ['model sentiment_classifier', 'pipeline train'],
        python: ['file train.py'],
        notebook: ['file analysis.ipynb'],
        sql_report: ['file shop.db'],
        shell: [],
      });
      await client.pipelines.create({ name: 'nightly', template: 'notebook' });
      const { problems } = await client.pipelines.get({ name: 'nightly' });
      expect(problems).toMatchObject([{ code: 'wrong_value', value: 'analysis.ipynb' }]);
    }));
});

describe('runs of templates', () => {
  it(
    'train, ask, and give the champion away',
    () =>
      withProject(async ({ client }) => {
        await client.workshop.create({ language: 'en' });
        for (const id of ['train', 'train_with_approval', 'sweep'])
          await client.pipelines.create({ name: `a_${id}`, template: id });
        expect(statesOf(await finish(client, 'a_train', { folds: 2 }))).toBe(
          'load_data: success, train_model: success, evaluate: success, gate: success, register: success, promote: success',
        );
        const { pipelineRunId } = await client.pipelines.run({ name: 'a_train_with_approval' });
        const question = await approve(client, pipelineRunId, 'approval');
        expect(question).toMatch(
          /^Make models:\/sentiment_classifier\/2 the champion\? Accuracy on held-out rows: 0\.\d+$/,
        );
        expect(await client.pipelines.waitRun({ pipelineRunId })).toMatchObject({ state: 'success' });
        const { champion } = await client.registry.get({ name: 'sentiment_classifier' });
        expect(champion?.version.version).toBe(2);
        const sweep = await finish(client, 'a_sweep');
        expect(sweep.state).toBe('success');
        expect(sweep.tasks.map(({ label }) => label)).toContain('triples');
      }),
    120_000,
  );

  it(
    'score, check for drift, retrain and report',
    () =>
      withProject(async ({ client }) => {
        await makeChampion(client);
        for (const id of ['predict', 'score_new_data', 'retrain_on_drift'])
          await client.pipelines.create({ name: `a_${id}`, template: id });
        const usual = await finish(client, 'a_predict', { rows: 100, seed: 1 });
        const drifted = await finish(client, 'a_predict', { rows: 100, seed: 1, drift: true });
        const alerts = [usual, drifted].map(
          ({ tasks }) => tasks.find(({ taskId }) => taskId === 'drift_check')?.attempts[0]?.outputs['alerts'],
        );
        expect([usual.state, drifted.state]).toEqual(['success', 'success']);
        expect(alerts).toEqual([0, expect.toSatisfy((count: number) => count > 0)]);
        expect(await finish(client, 'a_score_new_data')).toMatchObject({ state: 'success' });
        const { pipelineRunId } = await client.pipelines.run({ name: 'a_retrain_on_drift' });
        const asked = await approve(client, pipelineRunId, 'ask');
        expect(asked).toBe('Train sentiment_classifier anew, since its monitoring raised an alert?');
        const retrained = await client.pipelines.waitRun({ pipelineRunId });
        expect(statesOf(retrained)).toBe('ask: success, retrain: success');
      }),
    120_000,
  );

  it(
    'query and run commands',
    () =>
      withProject(async ({ client }) => {
        for (const id of ['sql_report', 'shell']) await client.pipelines.create({ name: id, template: id });
        const report = await finish(client, 'sql_report');
        expect(statesOf(report)).toBe('query: success, any_rows: success, report: success');
        expect(report.tasks[0]?.attempts[0]?.outputs['first_row']).toEqual({ name: 'orders', type: 'table' });
        expect(await finish(client, 'shell')).toMatchObject({
          state: 'success',
          flags: { hasFailedTasks: false },
        });
      }),
    60_000,
  );
});

describe('names of a workspace', () => {
  const nothing: NamesAround = { datasets: [], champion: null, pipelines: [], files: [] };
  const table = (name: string): NamesAround['datasets'][number] => ({ name, columns: ['text', 'label'] });

  it('are chosen by what a dataset holds and is called', () => {
    const names = [
      'a_batch_input',
      'churn_heldout',
      'churn_train',
      'churn_warehouse',
      'drift_pack',
      'other',
      'other_test',
    ];
    const around = { ...nothing, datasets: [...names.map(table), { name: 'aaa', columns: ['amount'] }] };
    const chosen = ['train', 'heldout', 'warehouse', 'driftWarehouse'].map((key) =>
      chooseName(key, 'p', around),
    );
    expect(chosen.map(({ name }) => name)).toEqual([
      'churn_train',
      'churn_heldout',
      'churn_warehouse',
      'drift_pack',
    ]);
    expect(chosen.every(({ lacks }) => lacks === null)).toBe(true);
    const alone = { ...nothing, datasets: [table('mails')] };
    expect(chooseName('train', 'p', alone).name).toBe('mails');
    expect(chooseName('heldout', 'p', alone)).toEqual({ name: 'reviews_heldout', lacks: 'dataset' });
    expect(chooseName('warehouse', 'p', alone)).toEqual({ name: 'mails', lacks: null });
  });

  it('never make a pipeline start itself, or a script of a test', () => {
    const around = {
      ...nothing,
      pipelines: ['predict', 'retrain'],
      files: ['conftest.py', 'setup.py', 'test_a.py', 'z.py'],
    };
    expect(chooseName('trainPipeline', 'retrain', around).name).toBe('predict');
    expect(chooseName('trainPipeline', 'x', around).name).toBe('retrain');
    expect(chooseName('script', 'x', around).name).toBe('z.py');
  });

  it('get quotes where YAML would read something else', () => {
    const fill = (text: string, name: string): string => fillTemplate(text, () => name);
    expect(fill('name: <<name>>', '12')).toBe('name: "12"');
    expect(fill('name: <<name>>', 'on: #1')).toBe('name: "on: #1"');
    expect(fill('[<<a>>, b]', 'c')).toBe('[c, b]');
    expect(fill('model: models:/<<m>>@champion', 'a b')).toBe('model: models:/a b@champion');
    expect(listPlaceholders('<<a>> <<b>> <<a>>')).toEqual(['a', 'b']);
    expect(() => chooseName('nobody', 'p', nothing)).toThrow('<<nobody>>');
  });
});
