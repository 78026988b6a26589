import type { Page } from '@playwright/test';
import { expect, portOnly, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import type { EmulatedShell } from './support/emulated-shell.ts';
import type { TestEngine } from './support/engine.ts';
import { seedNightly } from './support/seed-pipelines.ts';
import { seedProduction } from './support/seed-production.ts';

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
    const { toasts } = new Frame(page);
    await expect(toasts).toContainText('Pipeline told is done');
    await runCommand(engine, 'broken', 'exit 3');
    await expect(toasts).toContainText('Pipeline broken failed');
    await expect(toasts.locator('[data-shape=failed]')).toHaveCount(1);

    await shell.tell(page, { kind: 'settings', settings: { keepInBackground: false, notifications: false } });
    await runCommand(engine, 'quiet', 'echo 1');
    await page.waitForTimeout(1500);
    expect(titles(shell)).toEqual(['Pipeline told is done', 'Pipeline broken failed']);
  },
);

test(
  'the button of the window tells how far work is, and is plain again after it',
  portOnly,
  async ({ engine, openWindow, shell }) => {
    const page = await openWindow('/models');
    await expect(new Frame(page).statusBar).toContainText('Tracking server');
    const task = (command: string): string => `{ type: shell, with: { command: ${command} } }`;
    const text = `version: 1\nname: half\ntasks:\n  quick: ${task('echo 1')}\n  slow: ${task('sleep 120')}\n`;
    await engine.client.pipelines.save({ name: 'half', text });
    const { pipelineRunId } = await engine.client.pipelines.run({ name: 'half' });
    await expect.poll(() => shell.inputsOf('setProgress').at(-1)).toEqual({ fraction: 0.5 });
    await engine.client.pipelines.cancel({ pipelineRunId });
    await expect.poll(() => shell.inputsOf('setProgress').at(-1)).toEqual({ fraction: null });
  },
);

test(
  'an alert is told with what was seen and where it shows, and the icon counts those that are open',
  portOnly,
  async ({ engine, openWindow, shell }) => {
    await seedProduction(engine.client);
    const page = await openWindow('/models');
    await expect.poll(() => shell.inputsOf('setBadge')).toEqual([{ count: 0, label: '' }]);
    await lookAway(page);
    await engine.client.pipelines.run({ name: 'predict', params: { seed: 3, drift: true } });
    const notices = (): object[] =>
      shell.inputsOf('notify').filter((input) => String(Reflect.get(input, 'key')).startsWith('alert:'));
    await expect.poll(() => notices().length, { timeout: 30_000 }).toBeGreaterThan(0);
    const { alerts } = await engine.client.monitoring.alerts({});
    const [first] = notices();
    const screens = alerts.map(({ alertId }) => `/alerts?alert=${String(alertId)}`);
    expect(screens).toContain(Reflect.get(first ?? {}, 'screen'));
    expect(Reflect.get(first ?? {}, 'body')).toContain('sentiment_classifier');
    const { count } = await engine.client.monitoring.openAlerts({});
    expect(count).toBeGreaterThan(0);
    await expect
      .poll(() => shell.inputsOf('setBadge').at(-1))
      .toEqual({ count, label: count === 1 ? '1 open alert' : `${String(count)} open alerts` });
    await shell.tell(page, { kind: 'openScreen', screen: String(Reflect.get(first ?? {}, 'screen')) });
    await expect(page).toHaveURL(/\/alerts\?alert=\d+$/);
  },
);
