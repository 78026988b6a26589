import { expect, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { ModelPage } from './pages/model-page.ts';
import { RunsPage } from './pages/runs-page.ts';
import { expectAccessible } from './support/axe.ts';
import { churnFiles, onnxFiles, seedPythonModel } from './support/seed-python-model.ts';
import { seedProduction, workshopModel } from './support/seed-production.ts';

test('a version that MLflow logged tells what it is, and leads to the run that made it', async ({
  engine,
  openWindow,
}) => {
  const { modelId } = await seedPythonModel(engine, 'churn', churnFiles);
  const page = await openWindow('/models/churn');
  const model = new ModelPage(page);
  await expect(model.fact('Flavors')).toHaveText('python_function, sklearn');
  await expect(model.fact('Logged by')).toHaveText('MLflow 3.17.2');
  const recorded = page.getByRole('region', { name: 'Recorded environment' });
  // As a list until it is known what this machine has, then beside that.
  await expect(recorded).toContainText('3.11.7');
  await expect(recorded).toContainText('3.17.2');
  await expect(model.signature.getByRole('row', { name: /^age/ })).toContainText('long');
  await expect(model.signature.getByRole('row', { name: /^is_member/ })).toContainText('may be left out');
  await expect(model.signature.getByRole('row', { name: /^threshold/ })).toContainText('usually 0.5');
  await expect(model.signature).toContainText('tensor str [-1]');
  await expect(model.detail.getByLabel('Input example', { exact: true }).locator('code')).toContainText(
    '[23, 120.5, "SE", true]',
  );
  await expect(model.detail.getByRole('list', { name: 'Files' }).getByRole('listitem')).toHaveCount(5);
  await expectAccessible(page, 'details of a version');
  await model.fact('Logged model').getByRole('link', { name: modelId }).click();
  await expect(new RunsPage(page).panel).toContainText('plover-12');
});

test('rows are checked before they are sent: the field, its value and what to write', async ({
  engine,
  openWindow,
}) => {
  await seedPythonModel(engine, 'churn', churnFiles);
  const page = await openWindow('/models/churn');
  const model = new ModelPage(page);
  await expect(model.cell(3, 'country')).toHaveValue('DK');
  await model.cell(2, 'age').fill('old');
  await model.ask();
  await expect(model.tryIt.getByRole('alert')).toHaveText(
    'Row 2: age is “old”, which is no whole number. Write one, such as 42.',
  );
  await expect(model.cell(2, 'age')).toBeFocused();
  await expectAccessible(page, 'a row that does not fit');

  await model.cell(2, 'age').fill('46');
  await model.tryIt.getByRole('button', { name: 'Remove row 3' }).click();
  await model.tryIt.getByRole('button', { name: 'Add row' }).click();
  await page.evaluate(() => navigator.clipboard.writeText('7\t1,5\tFI\n8\t2,5\tIS'));
  await model.cell(3, 'age').focus();
  await page.keyboard.press('Control+v');
  await expect(model.cell(4, 'country')).toHaveValue('IS');

  await model.writeRows('age,balance,country\n1,2,SE\n3,,NO');
  await model.ask();
  await expect(model.tryIt.getByRole('alert')).toHaveText(
    'Row 2: balance is empty, and the model needs it. Fill it in.',
  );
  await model.writeRows('[{"age": 1, "country": "SE"}]');
  await model.ask();
  await expect(model.tryIt.getByRole('alert')).toHaveText(
    'Row 1 has no column balance; it has age, country. Add what is missing.',
  );
  await expectAccessible(page, 'rows as a text');
});

test('a model whose Python cannot be had says why and what helps, in place and on the sheet', async ({
  engine,
  openWindow,
}) => {
  test.slow();
  await seedPythonModel(engine, 'churn', churnFiles);
  const page = await openWindow('/models/churn', { colorScheme: 'dark' });
  const model = new ModelPage(page);
  await expect(model.python.getByRole('status')).toContainText('Not running');
  await model.ask();
  // Making an environment takes some seconds before its packages are looked for.
  await expect(model.python.getByRole('status')).toContainText('Failed', { timeout: 60_000 });
  await expect(model.python).toContainText(/could not be installed for Python 3|No Python was found/);
  await expect(model.tryIt.getByRole('alert')).toContainText(/could not be installed|No Python was found/);
  await expect(model.python.getByRole('button', { name: 'Try again' })).toBeEnabled();
  await expectAccessible(page, 'a Python that cannot be had');

  await model.python.getByRole('button', { name: 'Python on this machine' }).click();
  await expect(model.pythonSheet.getByRole('heading', { name: 'Interpreters' })).toBeVisible();
  await expect(model.pythonSheet.getByRole('button', { name: 'Look again' })).toBeEnabled({
    timeout: 30_000,
  });
  const { interpreters } = await engine.client.python.interpreters({});
  if (interpreters.length > 0) {
    const list = model.pythonSheet.getByRole('list', { name: 'Interpreters' });
    await expect(list.getByRole('listitem')).toHaveCount(interpreters.length);
    await expect(list).toContainText(interpreters[0]?.path ?? '');
  } else await expect(model.pythonSheet).toContainText('No Python was found');
  await expectAccessible(page, 'Pythons of this machine');
  await page.keyboard.press('Escape');
  await expect(model.pythonSheet).toBeHidden();

  await page.goto(new URL('/monitoring/churn', page.url()).href);
  await new Frame(page).command('Python on');
  await expect(model.pythonSheet).toBeVisible();
});

test('what Stile has trained tells the same and needs no Python; in Swedish too', async ({
  engine,
  openWindow,
}) => {
  test.slow();
  await seedProduction(engine.client);
  const page = await openWindow(`/models/${workshopModel}`);
  const model = new ModelPage(page);
  await expect(model.fact('Runs in')).toHaveText('Stile itself, without Python');
  await expect(model.fact('Logged by')).toHaveText('Stile');
  await expect(model.fact('Flavors')).toContainText('stile_text');
  await model.tryIt.getByLabel('Text').fill('Works like a dream');
  await model.ask();
  await expect(model.tryIt.getByRole('status')).toContainText('v1 in');
  await expectAccessible(page, 'a version of Stile');

  const frame = new Frame(page);
  await frame.command('Svenska');
  await expect(page.getByText('Stile självt, utan Python')).toBeVisible();
  await frame.command('Python på');
  await expect(page.getByRole('complementary', { name: 'Python på den här datorn' })).toBeVisible();
});

test('a model of ONNX answers in the window with no Python', async ({ engine, openWindow }) => {
  await seedPythonModel(engine, 'churn', onnxFiles());
  const page = await openWindow('/models/churn');
  const model = new ModelPage(page);
  await expect(model.fact('Runs in')).toContainText('ONNX Runtime, which comes with Stile, without Python');
  await model.cell(1, 'age').fill('0.9384');
  await model.cell(1, 'income').fill('1.3921');
  await model.cell(1, 'country').fill('NO');
  await model.ask();
  await expect(model.tryIt).toContainText('stays');
  await expect(model.fact('Runs in')).toContainText('Running');
  await expect(model.fact('Runs in').getByRole('button')).toHaveCount(0);
  await expectAccessible(page, 'a model of ONNX that has answered');
});
