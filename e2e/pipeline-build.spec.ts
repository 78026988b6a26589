import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { parse } from 'yaml';
import { expect, test } from './fixtures.ts';
import type { OpenWindow } from './fixtures.ts';
import { EditorPage } from './pages/editor-page.ts';
import type { TestEngine } from './support/engine.ts';

const empty = 'version: 1\nname: score\ntasks: {}\n';

type Window = { file: string; page: Page; editor: EditorPage };

/** A workspace with a champion, and a window on a pipeline without tasks. */
async function begin(
  { client, workspace }: Pick<TestEngine, 'client' | 'workspace'>,
  openWindow: OpenWindow,
): Promise<Window> {
  await client.workshop.create({});
  await client.pipelines.run({ name: 'train' });
  const file = join(workspace, 'pipelines', 'score.yaml');
  writeFileSync(file, empty);
  const page = await openWindow('/pipelines/score');
  page.setDefaultTimeout(15_000);
  const editor = new EditorPage(page);
  await editor.expectSaved();
  return { file, page, editor };
}

test('the predict pipeline is built on an empty canvas by the mouse, and runs', async ({
  engine,
  openWindow,
}) => {
  test.setTimeout(150_000);
  const { file, page, editor } = await begin(engine, openWindow);
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
  await page.getByRole('button', { name: 'Run 5 tasks' }).click();
  expect(parse(readFileSync(file, 'utf8'))).toEqual(built);
  await expectSuccess(engine);
});

test('the same pipeline is built by keys alone, and runs', async ({ engine, openWindow }) => {
  test.setTimeout(150_000);
  const { file, page, editor } = await begin(engine, openWindow);
  const { canvas, form } = editor;
  const { keyboard } = page;

  await editor.tabTo(form.getByRole('button', { name: 'Add a param' }));
  await keyboard.press('Enter');
  await editor.tabTo(form.getByLabel('Name of param'));
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('drift');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.type('Yes');
  await expect(editor.text).toContainText('type: boolean');

  await editor.tabTo(canvas);
  await keyboard.press('a');
  await editor.answer('Generate');
  await expect(editor.task('generate_batch')).toBeFocused();
  await keyboard.press('F2');
  await editor.answer('generate_data');
  await expect(editor.task('generate_data')).toBeFocused();
  await keyboard.press('Enter');
  await editor.write('Drawn from', 'reviews');
  await editor.write('Rows', '200');
  await editor.tabTo(form.getByRole('button', { name: 'Insert into Drift', exact: true }));
  await keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'params.drift' }).press('Enter');
  await editor.write('Drawn from under drift', 'drift_warehouse');

  // What comes after a task takes what fits from it by itself.
  await editor.tabTo(editor.task('generate_data'));
  await keyboard.press('a');
  await editor.answer('Batch predict');
  await expect(editor.task('batch_predict')).toBeFocused();
  await expect(editor.text).toContainText('dataset: "{{ tasks.generate_data.outputs.dataset }}"');
  await editor.write('Model', 'models:/sentiment_classifier@champion');
  await editor.write('Source', '{{ tasks.generate_data.outputs.source }}');

  await editor.tabTo(editor.task('batch_predict'));
  await keyboard.press('a');
  await editor.answer('Drift check');
  await expect(editor.task('monitor')).toBeFocused();
  await keyboard.press('F2');
  await editor.answer('monitor_model');
  await expect(editor.task('monitor_model')).toBeFocused();
  await editor.write('Batch', '{{ tasks.batch_predict.outputs.batch }}');
  await editor.tabTo(editor.task('monitor_model'));
  await keyboard.press('a');
  await editor.answer('Clean up');
  await expect(editor.task('cleanup')).toBeFocused();
  await editor.tabTo(form.getByLabel('Trigger rule'));
  await keyboard.type('all_done');

  // Keys take a line away and draw another; arrows walk from task to task.
  await editor.tabTo(editor.task('cleanup'));
  await keyboard.press('a');
  await editor.answer('Summary');
  await expect(editor.task('summary')).toBeFocused();
  await keyboard.press('d');
  await editor.answer('cleanup');
  await editor.write('Batch', '{{ tasks.batch_predict.outputs.batch }}');
  await editor.tabTo(editor.task('summary'));
  await keyboard.press('Home');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await expect(editor.task('monitor_model')).toBeFocused();
  await keyboard.press('c');
  await editor.answer('summary');
  await expect(editor.problems).toContainText('No problems');

  // What is still being typed is saved too.
  await editor.tabTo(editor.field('Description'));
  await keyboard.insertText('Watches');
  await keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('button', { name: 'Run 5 tasks' })).toBeEnabled();
  await editor.tabTo(page.getByRole('button', { name: 'Run 5 tasks' }));
  await keyboard.press('Enter');
  const watched = { ...built.tasks.monitor_model, description: 'Watches' };
  expect(parse(readFileSync(file, 'utf8'))).toEqual({
    ...built,
    tasks: { ...built.tasks, monitor_model: watched },
  });
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
