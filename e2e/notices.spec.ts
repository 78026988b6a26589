import type { Page } from '@playwright/test';
import { expect, portOnly, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import type { EmulatedShell } from './support/emulated-shell.ts';
import type { TestEngine } from './support/engine.ts';
import { seedNightly } from './support/seed-pipelines.ts';

/** The person looks at another program. */
async function lookAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.hasFocus = () => false;
  });
}

/** Runs a pipeline of one command to its end. */
async function runCommand(
  { client }: Pick<TestEngine, 'client'>,
  name: string,
  command: string,
): Promise<string> {
  const text = `version: 1\nname: ${name}\ntasks:\n  step: { type: shell, with: { command: ${command} } }\n`;
  await client.pipelines.save({ name, text });
  const { pipelineRunId } = await client.pipelines.run({ name });
  await client.pipelines.waitRun({ pipelineRunId });
  return pipelineRunId;
}

const titles = (shell: EmulatedShell): unknown[] =>
  shell.inputsOf('notify').map((input): unknown => Reflect.get(input, 'title'));

test(
  'who looks elsewhere is told by the system, in their language, and a click leads there',
  portOnly,
  async ({ engine, openWindow, shell }) => {
    const page = await openWindow('/models?lang=sv');
    await expect.poll(() => shell.inputsOf('describe')).toHaveLength(1);
    await expect.poll(() => shell.inputsOf('setBadge')).toEqual([{ count: 0, label: '' }]);
    await runCommand(engine, 'seen', 'echo 1');
    await page.waitForTimeout(1000);
    expect(titles(shell)).toEqual([]);

    await lookAway(page);
    const pipelineRunId = await runCommand(engine, 'broken', 'exit 3');
    await expect.poll(() => titles(shell)).toEqual(['Pipeline broken misslyckades']);
    const [notice] = shell.inputsOf('notify');
    expect(notice).toMatchObject({ screen: `/pipelines/runs/${pipelineRunId}` });
    expect(Reflect.get(notice ?? {}, 'body')).toContain('Uppgiften step misslyckades');
    await shell.tell(page, { kind: 'openScreen', screen: `/pipelines/runs/${pipelineRunId}` });
    await expect(page).toHaveURL(new RegExp(`/pipelines/runs/${pipelineRunId}$`));

    await seedNightly(engine);
    await engine.client.pipelines.run({ name: 'nightly' });
    await expect.poll(() => titles(shell).at(-1)).toBe('nightly väntar på svar');
  },
);

test(
  'what the system cannot show is told in the window; who wants none gets none',
  portOnly,
  async ({ engine, openWindow, shell }) => {
    shell.facts.canNotify = false;
    const page = await openWindow('/models');
    await expect.poll(() => shell.inputsOf('describe')).toHaveLength(1);
    await lookAway(page);
    await runCommand(engine, 'told', 'echo 1');
    await expect(new Frame(page).toasts).toContainText('Pipeline told is done');

    await shell.tell(page, { kind: 'settings', settings: { keepInBackground: false, notifications: false } });
    await runCommand(engine, 'quiet', 'echo 1');
    await page.waitForTimeout(1500);
    expect(titles(shell)).toEqual(['Pipeline told is done']);
  },
);
