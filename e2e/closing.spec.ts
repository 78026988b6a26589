import { expect, portOnly, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { expectAccessible } from './support/axe.ts';
import { holdBack } from './support/hold-back.ts';
import { startSlowRuns } from './support/seed-pipelines.ts';

test('where nothing runs, the window closes without a question', portOnly, async ({ openWindow, shell }) => {
  const page = await openWindow('/');
  await expect.poll(() => shell.inputsOf('describe')).toHaveLength(1);
  await shell.tell(page, { kind: 'closing', scope: 'window' });
  await expect.poll(() => shell.inputsOf('answerClose')).toEqual([{ answer: 'close' }]);
  await expect(page.getByRole('dialog')).toBeHidden();
});

test(
  'with a running pipeline a person decides: stay, go on in the background, or stop and quit',
  portOnly,
  async ({ engine, openWindow, shell }) => {
    const [pipelineRunId = ''] = await startSlowRuns(engine, 1);
    const isRunning = async (): Promise<boolean> =>
      (await engine.client.pipelines.getRun({ pipelineRunId })).state === 'running';
    await expect.poll(isRunning).toBe(true);
    const page = await openWindow('/experiments');
    await expect.poll(() => shell.inputsOf('describe')).toHaveLength(1);
    const filter = page.getByLabel('Filter experiments');
    await filter.fill('a draft');
    await filter.focus();
    const dialog = page.getByRole('dialog', { name: '1 pipeline run is running' });
    const answers = (): unknown[] =>
      shell.inputsOf('answerClose').map((input): unknown => Reflect.get(input, 'answer'));

    await shell.tell(page, { kind: 'closing', scope: 'app' });
    await expect(dialog).toContainText('slow');
    await expect(dialog.getByRole('button', { name: 'Keep running in the background' })).toBeFocused();
    expect(answers()).toEqual(['asking']);
    await expectAccessible(page, 'the question before the end');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect.poll(answers).toEqual(['asking', 'stay']);
    await expect(filter).toBeFocused();
    await expect(filter).toHaveValue('a draft');
    expect(await isRunning()).toBe(true);

    await shell.tell(page, { kind: 'closing', scope: 'app' });
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Enter');
    await expect.poll(answers).toEqual(['asking', 'stay', 'asking', 'background']);
    expect(await isRunning()).toBe(true);

    await shell.tell(page, { kind: 'command', id: 'language.sv' });
    await shell.tell(page, { kind: 'closing', scope: 'window' });
    const swedish = page.getByRole('dialog', { name: '1 pipelinekörning pågår' });
    await swedish.getByRole('button', { name: 'Stoppa körningarna och avsluta' }).click();
    await expect.poll(() => answers().at(-1), { timeout: 20_000 }).toBe('close');
    await expect(swedish).toBeHidden();
    expect(await isRunning()).toBe(false);
  },
);

test('an engine that does not answer holds nobody up', portOnly, async ({ engine, openWindow, shell }) => {
  await startSlowRuns(engine, 1);
  const page = await openWindow('/experiments');
  await expect(new Frame(page).statusBar).toContainText('Tracking server');
  await expect.poll(() => shell.inputsOf('describe')).toHaveLength(1);
  shell.connect = null;
  if ('kill' in engine) await engine.kill();
  const asked = Date.now();
  await shell.tell(page, { kind: 'closing', scope: 'app' });
  await expect.poll(() => shell.inputsOf('answerClose'), { intervals: [50] }).toEqual([{ answer: 'close' }]);
  expect(Date.now() - asked).toBeLessThan(1500);
});

test('a browser asks before a page goes that is sending a file, and lets it go afterwards', async ({
  openWindow,
}) => {
  const page = await openWindow('/datasets?add=yes');
  const questions: string[] = [];
  page.on('dialog', (dialog) => {
    questions.push(dialog.type());
    void dialog.dismiss();
  });
  const release = await holdBack(page, '**/rpc/datasets/upload');
  const sheet = page.getByRole('complementary', { name: 'Add data' });
  const isHeld = (): Promise<boolean> =>
    page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  // A browser asks only about pages that somebody has used.
  await sheet.getByText('Add data').first().click();
  expect(await isHeld()).toBe(false);
  const file = { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('fruit,price\nplum,3\n') };
  await sheet.locator('input[type=file]').setInputFiles(file);
  await expect.poll(isHeld).toBe(true);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => questions).toEqual(['beforeunload']);

  release();
  await expect(sheet).toContainText('plum');
  await page.reload();
  expect(questions).toEqual(['beforeunload']);
});
