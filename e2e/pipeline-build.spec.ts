import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, test } from './fixtures.ts';
import { EditorPage } from './pages/editor-page.ts';
import type { TestEngine } from './support/engine.ts';

const empty = 'version: 1\nname: score\ntasks: {}\n';

test('the predict pipeline is built on an empty canvas by the mouse, and runs', async ({
  engine,
  openWindow,
}) => {
  test.setTimeout(120_000);
  const { client } = engine;
  await client.workshop.create({});
  await client.pipelines.run({ name: 'train' });
  const file = join(engine.workspace, 'pipelines', 'score.yaml');
  writeFileSync(file, empty);
  const page = await openWindow('/pipelines/score');
  page.setDefaultTimeout(8000);
  const editor = new EditorPage(page);
  await editor.expectSaved();
  const { form } = editor;
  const add = (kind: string) => page.getByRole('button', { name: `Add ${kind}`, exact: true }).click();

  // A switch that a person sees when a run is started.
  await form.getByRole('button', { name: 'Add a param' }).click();
  await form.getByLabel('Name of param').fill('drift');
  await form.getByLabel('Name of param').press('Enter');
  await form.getByLabel('Kind of drift').selectOption({ label: 'Yes or no' });
  await expect(editor.text).toContainText('type: boolean');

  await add('Generate batch');
  await editor.choose('Drawn from', 'reviews');
  await editor.field('Rows').fill('200');
  await editor.insert('Drift', 'params.drift');
  await editor.choose('Drawn from under drift', 'drift_warehouse');
  await editor.field('Id').fill('generate_data');
  await editor.field('Id').press('Enter');
  await expect(editor.task('generate_data')).toBeVisible();

  // Without a selection a task stands alone; the mouse draws what it needs.
  await editor.canvas.click({ position: { x: 30, y: 30 } });
  await add('Batch predict');
  await expect(editor.task('batch_predict')).toBeVisible();
  await editor.drag(editor.out('generate_data'), editor.task('batch_predict'));
  await expect(editor.text).toContainText('needs: [generate_data]');
  await editor.field('Model').fill('models:/sentiment_classifier@champion');
  await editor.insert('Input', 'tasks.generate_data.outputs.dataset');
  await editor.insert('Source', 'tasks.generate_data.outputs.source');

  // What is added while a task is selected comes after it.
  await add('Drift check');
  await editor.field('Id').fill('monitor_model');
  await editor.field('Id').press('Enter');
  await editor.insert('Batch', 'tasks.batch_predict.outputs.batch');
  await add('Summary');
  await editor.insert('Batch', 'tasks.batch_predict.outputs.batch');
  // An edge that is dropped on empty space asks what comes there.
  await editor.dragOut('monitor_model', { x: 60, y: 90 });
  await page.getByRole('option', { name: /^Clean up/ }).click();
  await form.getByLabel('Trigger rule').selectOption('all_done');
  await expect(editor.problems).toContainText('No problems');

  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'Run pipeline' }).click();
  expect(parse(readFileSync(file, 'utf8'))).toEqual(built);
  await expectSuccess(engine);
});

/** What both hands build. */
const built = {
  version: 1,
  name: 'score',
  params: { drift: { type: 'boolean', default: false } },
  tasks: {
    generate_data: {
      type: 'stile/generate-batch',
      with: {
        warehouse: 'reviews',
        rows: 200,
        drift: '{{ params.drift }}',
        drift_warehouse: 'drift_warehouse',
      },
    },
    batch_predict: {
      type: 'stile/batch-predict',
      needs: ['generate_data'],
      with: {
        model: 'models:/sentiment_classifier@champion',
        dataset: '{{ tasks.generate_data.outputs.dataset }}',
        source: '{{ tasks.generate_data.outputs.source }}',
      },
    },
    monitor_model: {
      type: 'stile/monitor',
      needs: ['batch_predict'],
      with: { batch: '{{ tasks.batch_predict.outputs.batch }}' },
    },
    cleanup: { type: 'stile/cleanup', needs: ['monitor_model'], trigger_rule: 'all_done' },
    summary: {
      type: 'stile/summary',
      needs: ['monitor_model'],
      with: { batch: '{{ tasks.batch_predict.outputs.batch }}' },
    },
  },
};

/** The newest run of the pipeline ends well, with all of its tasks. */
async function expectSuccess({ client }: Pick<TestEngine, 'client'>): Promise<void> {
  await expect.poll(async () => (await client.pipelines.runs({ name: 'score' })).runs.length).toBe(1);
  const { runs } = await client.pipelines.runs({ name: 'score' });
  const run = await client.pipelines.waitRun({
    pipelineRunId: runs[0]?.pipelineRunId ?? '',
    maxWaitMs: 60_000,
  });
  expect(run.tasks.map(({ taskId, state }) => [taskId, state])).toEqual(
    run.tasks.map(({ taskId }) => [taskId, 'success']),
  );
  expect(run.tasks).toHaveLength(5);
}
