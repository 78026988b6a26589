import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

const text = `version: 1
name: night
params:
  # how many rows
  rows: { type: integer, default: 20 } # twenty
  seed: { type: integer, default: 7 }
tasks:
  load: { type: stile/load-dataset, with: { dataset: reviews } }
  score: { type: shell, needs: [load], with: { command: echo scored } }
`;

test('the text of a pipeline is completed, and its search speaks the language of the window', async ({
  engine,
  openWindow,
}) => {
  await engine.client.pipelines.save({ name: 'night', text, force: true });
  const page = await openWindow('/pipelines/night?mode=yaml', { locale: 'sv-SE' });
  const yaml = page.getByRole('textbox', { name: 'YAML för night' });
  await yaml.click({ timeout: 15_000 });
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('  more:\n    ');
  await page.keyboard.type('ty');
  const offers = page.getByRole('listbox');
  await expect(offers.getByRole('option', { name: 'type', exact: true })).toBeVisible();
  // So that nobody takes what has just come by accident, a list takes no Enter in its first 75 ms.
  await page.waitForTimeout(120);
  await page.keyboard.press('Enter');
  // What a key takes is offered at once.
  await page.keyboard.type('notebo');
  await expect(offers.getByRole('option', { name: 'notebook' })).toBeVisible();
  await page.waitForTimeout(120);
  await page.keyboard.press('Enter');
  await expect(yaml).toContainText('type: notebook');
  await expect(page.getByText('Kör en Jupyter', { exact: false }).first()).toBeVisible();

  await page.keyboard.press('ControlOrMeta+f');
  await expect(page.getByRole('textbox', { name: 'Sök', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'ersätt alla' })).toBeVisible();
});

test('types are dragged onto the canvas and into lines, and a line into empty space offers what fits', async ({
  engine,
  openWindow,
}) => {
  await engine.client.pipelines.save({ name: 'night', text, force: true });
  const page = await openWindow('/pipelines/night');
  const card = (id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
  const yaml = page.getByRole('textbox', { name: 'YAML of night' });
  const pane = page.locator('.react-flow__pane');
  await expect(card('load')).toBeVisible({ timeout: 15_000 });

  await page
    .getByRole('button', { name: 'Add Notebook' })
    .dragTo(pane, { targetPosition: { x: 300, y: 240 } });
  await expect(card('notebook')).toBeVisible();
  const [from, to] = [await card('load').boundingBox(), await card('score').boundingBox()];
  if (from === null || to === null) throw new Error('no cards');
  const type = page.getByRole('button', { name: 'Add Shell' });
  await type.hover();
  await page.mouse.down();
  await page.mouse.move((from.x + from.width + to.x) / 2, from.y + from.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect(yaml).toContainText('needs: [shell]');

  // Out of a port: what takes the outputs of the task comes first, and is given them.
  const port = await card('load').locator('[data-port="out"]').boundingBox();
  if (port === null) throw new Error('no port');
  await page.mouse.move(port.x + 4, port.y + 4);
  await page.mouse.down();
  await page.mouse.move(port.x + 30, port.y - 70, { steps: 8 });
  await page.mouse.up();
  await expect(page.getByRole('option').first()).toContainText('takes its dataset');
  await page.keyboard.press('Enter');
  await expect(yaml).toContainText('{{ tasks.load.outputs.dataset }}');
});

test('panes are resized by keys and keep their sizes; params change places with their comments', async ({
  engine,
  openWindow,
}) => {
  await engine.client.pipelines.save({ name: 'night', text, force: true });
  const page = await openWindow('/pipelines/night');
  const divider = page.getByRole('separator', { name: 'Width of the settings' });
  await expect(divider).toHaveAttribute('aria-valuenow', '328', { timeout: 15_000 });
  await divider.press('ArrowLeft');
  await expect(divider).toHaveAttribute('aria-valuenow', '344');
  const types = page.getByRole('separator', { name: 'Width of the types of tasks' });
  await types.press('Home');
  await expect(page.getByRole('button', { name: 'Add Shell' }).getByText('Shell')).toBeHidden();
  await page.reload();
  await expect(divider).toHaveAttribute('aria-valuenow', '344', { timeout: 15_000 });
  await expect(types).toHaveAttribute('aria-valuenow', '44');

  await page.getByRole('button', { name: 'Move rows down' }).click();
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const saved = await engine.client.pipelines.get({ name: 'night' });
  expect(saved.text).toContain(`params:
  seed: { type: integer, default: 7 }
  # how many rows
  rows: { type: integer, default: 20 } # twenty
tasks:`);
});

test('the code of a task is read where it is edited, and what it imports too', async ({
  engine,
  openWindow,
}) => {
  const script = join(engine.workspace, 'train.py');
  writeFileSync(script, 'from helper import load\nload()\n');
  writeFileSync(join(engine.workspace, 'helper.py'), 'def load():\n    print("loaded")\n');
  const python = 'version: 1\nname: night\ntasks:\n  train: { type: python, with: { script: train.py } }\n';
  await engine.client.pipelines.save({ name: 'night', text: python });
  const page = await openWindow('/pipelines/night?task=train');
  await page.getByRole('tab', { name: 'Code' }).click({ timeout: 15_000 });
  const code = page.getByRole('textbox', { name: 'train.py' });
  await expect(code).toContainText('from helper import load');
  await page.getByText('Imported from the project').click();
  await expect(page.getByRole('textbox', { name: 'helper.py' })).toContainText('loaded');

  // Who comes back from another program sees what they wrote there.
  writeFileSync(script, 'print("anew")\n');
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  await expect(code).toContainText('anew');
});
