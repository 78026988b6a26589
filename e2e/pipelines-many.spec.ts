import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { PipelinesPage } from './pages/pipelines-page.ts';
import { expectAccessible } from './support/axe.ts';

const specs = ['', 'python: { requirements: requirements.txt }\n', 'python: { interpreter: "3.99" }\n'];
const names = Array.from({ length: 40 }, (_, at) => `many${String(at).padStart(2, '0')}`);

test('many pipelines are told their Python by one answer, in lines of one height', async ({
  engine,
  openWindow,
}) => {
  const folder = join(engine.workspace, 'pipelines');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(engine.workspace, 'price.py'), 'print(1.25)\n');
  writeFileSync(join(engine.workspace, 'requirements.txt'), 'numpy\n');
  const tasks = 'tasks:\n  price: { type: python, with: { script: price.py } }\n';
  for (const [at, name] of names.entries())
    writeFileSync(
      join(folder, `${name}.yaml`),
      `version: 1\nname: ${name}\ndescription: Prices of the day\n${specs[at % specs.length] ?? ''}${tasks}`,
    );
  writeFileSync(join(folder, 'broken.yaml'), `version: 1\nname: broken\n${tasks.replace('type', 'typ')}`);
  writeFileSync(
    join(folder, 'plain.yaml'),
    tasks.replace('python, with: { script: price.py }', 'shell, with: { command: "true" }'),
  );

  const page = await openWindow('/experiments');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/pipelines\/\w*python/i.test(request.url())) asked.push(request.url());
  });
  await page.goto(new URL('/pipelines', page.url()).href);
  const list = new PipelinesPage(page);
  await expect(page.getByRole('group', { name: /^Python of the tasks of many/ })).toHaveCount(names.length, {
    timeout: 30_000,
  });
  expect(asked).toHaveLength(1);
  await expect(list.python('many00')).toContainText(/Python 3\.\d+\.\d+/);
  await expect(list.line('many00')).toContainText('Prices of the day');
  await expect(list.python('many01')).toContainText('environment made by the first run');
  await expect(list.python('many02')).toContainText('Install Python 3.99 from python.org');
  await expect(list.line('broken')).toContainText(/error/);
  await expect(list.python('plain')).toHaveCount(0);
  const heights = await page
    .locator('tr[data-pipeline]')
    .evaluateAll((rows) => [...new Set(rows.map((row) => row.getBoundingClientRect().height))]);
  expect(heights).toHaveLength(1);

  // What there is to know of one opens below its line, and closes again.
  const more = list.python('many02').getByRole('button', { name: 'No Python to run in' });
  await more.focus();
  await page.keyboard.press('Enter');
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  await expectAccessible(page, 'a list of many pipelines');
  await list.python('many02').getByRole('button', { name: 'Python on this machine' }).click();
  await expect(page.getByRole('complementary', { name: 'Python on this machine' })).toBeVisible();
});
