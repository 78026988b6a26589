import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import type { Page } from '@playwright/test';
import { expect, main, test as base } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { expectAccessible } from './support/axe.ts';
import { makeWorkspace, startEngine } from './support/engine.ts';
import type { TestEngine } from './support/engine.ts';
import { startShellEngine } from './support/shell-engine.ts';

type Desk = {
  /** Puts an editor on the engine's PATH that writes down what it is given. */
  readonly install: (name: string, then?: string) => void;
  readonly remove: (name: string) => void;
  /** Waits until an editor was given this, and forgets it. */
  readonly expectGiven: (args: readonly string[]) => Promise<void>;
};

const folderOf = ({ workspace }: Pick<TestEngine, 'workspace'>): string => join(dirname(workspace), 'bin');

/** The engine of a user with a PATH and a display of the test, and no variable that names an editor. */
const test = base.extend<{ desk: Desk }>({
  engine: async ({ browserName: _browserName }, use, { project }) => {
    const workspace = makeWorkspace();
    const bin = folderOf({ workspace: workspace.path });
    mkdirSync(bin, { recursive: true });
    const path = `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
    const env = { PATH: path, DISPLAY: ':99', VISUAL: '', EDITOR: '' };
    const engine =
      project.name === 'port'
        ? await startShellEngine(workspace.path, env)
        : await startEngine(workspace.path, 0, env);
    await use(engine);
    await engine.stop();
    workspace.remove();
  },
  desk: async ({ engine }, use) => {
    const told = join(folderOf(engine), 'given.txt');
    const given = (): string[] => (existsSync(told) ? readFileSync(told, 'utf8').trimEnd().split('\n') : []);
    await use({
      install: (name, then = '') => {
        const program = `#!/bin/sh\nprintf '%s\\n' "$@" >> '${told}'\n${then}\n`;
        writeFileSync(join(folderOf(engine), name), program, { mode: 0o755 });
      },
      remove: (name) => rmSync(join(folderOf(engine), name)),
      expectGiven: async (args) => {
        await expect.poll(given).toEqual(args);
        rmSync(told);
      },
    });
  },
});

const script = `import os


def load():
    return os.listdir()


def fit(rows):
    print(rows)
`;

const pipeline = `version: 1
name: night
tasks:
  fit: { type: python, with: { module: train, function: fit } }
  say: { type: shell, needs: [fit], with: { command: echo said } }
`;

async function writeNight({ workspace, client }: TestEngine): Promise<void> {
  writeFileSync(join(workspace, 'train.py'), script);
  await client.pipelines.save({ name: 'night', text: pipeline, force: true });
}

async function openCode(page: Page, tab: string): Promise<void> {
  await page.getByRole('tab', { name: tab }).click({ timeout: 15_000 });
}

test(
  'the code of a task opens in the editor at its function, and the file at its task',
  main,
  async ({ engine, desk, openWindow }) => {
    desk.install('code');
    await writeNight(engine);
    const page = await openWindow('/pipelines/night?task=fit');
    await openCode(page, 'Code');
    await page.getByRole('button', { name: 'Open in VS Code' }).click();
    await expect(new Frame(page).toasts).toContainText('train.py is open in VS Code');
    await desk.expectGiven(['--goto', `${join(engine.workspace, 'train.py')}:8`]);

    const file = join(engine.workspace, 'pipelines', 'night.yaml');
    await page.getByRole('button', { name: 'More for night' }).click();
    await page.getByRole('menuitem', { name: 'Open the file in VS Code' }).click();
    await desk.expectGiven(['--goto', `${file}:4`]);
    await page.keyboard.press('ControlOrMeta+Shift+E');
    await desk.expectGiven(['--goto', `${file}:4`]);
    const frame = new Frame(page);
    await frame.find('open the file');
    await page.keyboard.press('Enter');
    await desk.expectGiven(['--goto', `${file}:4`]);

    await page.goto(`${new URL(page.url()).origin}/pipelines`);
    await page.getByRole('button', { name: 'More for night' }).click({ timeout: 15_000 });
    await page.getByRole('menuitem', { name: 'Open the file in VS Code' }).click();
    await desk.expectGiven([file]);
  },
);

test('files of a run and of a try open in the editor, and what is no text does not', async ({
  engine,
  desk,
  openWindow,
}) => {
  desk.install('kate');
  const { runId } = await engine.client.runs.create({ experimentId: '0', name: 'with files' });
  for (const path of ['notes/a b.txt', 'model.onnx'])
    await engine.client.artifacts.write({ runId, path, offset: 0, chunk: new File(['x'], 'x'), last: true });
  const { file } = await engine.client.artifacts.locate({ uri: `runs:/${runId}/notes/a b.txt` });
  const page = await openWindow(`/experiments/0/runs/${runId}?tab=artifacts&file=notes%2Fa%20b.txt`);
  for (const name of ['Open in Kate', 'Open notes/a b.txt in Kate']) {
    await page.getByRole('button', { name, exact: true }).click({ timeout: 15_000 });
    await expect(new Frame(page).toasts).toContainText('A copy of a b.txt is open in Kate');
    const { copy } = await engine.client.editor.open({ path: file });
    await desk.expectGiven([copy ?? '', copy ?? '']);
  }
  await expect(page.getByRole('button', { name: /Open model.onnx/ })).toHaveCount(0);

  await writeNight(engine);
  const said = 'version: 1\nname: said\ntasks:\n  say: { type: shell, with: { command: echo said } }\n';
  await engine.client.pipelines.save({ name: 'said', text: said });
  const { pipelineRunId } = await engine.client.pipelines.run({ name: 'said' });
  await engine.client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 20_000 });
  await page.goto(`${new URL(page.url()).origin}/pipelines/runs/${pipelineRunId}?task=say`);
  await page.getByRole('tab', { name: 'Output' }).click({ timeout: 15_000 });
  await page.getByRole('button', { name: 'Open exit.json in Kate' }).click();
  const { folder } = await engine.client.pipelines.attempt({ pipelineRunId, taskId: 'say' });
  await desk.expectGiven([join(folder, 'exit.json')]);

  await page.goto(`${new URL(page.url()).origin}/pipelines/runs/${pipelineRunId}?view=definition`);
  await page.getByRole('button', { name: 'Open in Kate' }).click({ timeout: 15_000 });
  await desk.expectGiven([join(engine.workspace, 'pipelines', 'said.yaml')]);
});

test('where it cannot be asked what files open in, they open all the same, and a failure is told', async ({
  engine,
  desk,
  openWindow,
}, { project }) => {
  test.skip(project.name === 'port', 'Its calls go through no address.');
  await writeNight(engine);
  const page = await openWindow('/pipelines');
  await page.route('**/rpc/editor/get', (route) => route.abort());
  await page.goto(`${new URL(page.url()).origin}/pipelines/night?task=fit`);
  await page.getByRole('tab', { name: 'Code' }).click({ timeout: 15_000 });
  await page.keyboard.press('ControlOrMeta+Shift+E');
  await expect(new Frame(page).toasts).toContainText('No editor was found on this computer.');
  expect(page.url()).toContain('/pipelines/night');
  desk.install('code');
  await page.getByRole('button', { name: 'Open in your editor' }).click({ timeout: 20_000 });
  await expect(new Frame(page).toasts).toContainText('train.py is open in VS Code');
});

test('a start that fails is told, and without an editor the button leads to the setting', async ({
  engine,
  desk,
  openWindow,
}) => {
  desk.install('code', 'echo cannot open display >&2; exit 3');
  await engine.client.editor.choose({ choice: { kind: 'editor', id: 'vscode' } });
  await writeNight(engine);
  const page = await openWindow('/pipelines/night?task=fit');
  await openCode(page, 'Code');
  await page.getByRole('button', { name: 'Open in VS Code' }).click();
  await expect(new Frame(page).toasts).toContainText('VS Code ended at once:');
  await expect(new Frame(page).toasts).toContainText('cannot open display');

  await engine.client.editor.choose({ choice: { kind: 'command', command: 'code -x' } });
  await engine.client.editor.choose({ choice: { kind: 'editor', id: 'vscode' } });
  desk.remove('code');
  await page.reload();
  await openCode(page, 'Code');
  await page.getByRole('button', { name: 'Choose an editor…' }).click();
  await expect(page.getByRole('combobox', { name: 'Editor for code' })).toBeFocused();
  await expect(page.getByText('The chosen editor is no longer found')).toBeVisible();
  await expect(page.getByRole('option', { name: 'VS Code', exact: true })).toHaveCount(1);
  desk.install('mine');
  await engine.client.editor.choose({ choice: { kind: 'command', command: 'mine' } });
  desk.remove('mine');
  await page.reload();
  await expect(page.getByText('The program mine is no longer found on this computer.')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the editor is chosen in the settings, or given as a command that is tried first, ${colorScheme}`, async ({
    engine,
    desk,
    openWindow,
  }) => {
    for (const name of ['code', 'kate', 'mine']) desk.install(name);
    const page = await openWindow('/settings?section=desktop&at=editor', { colorScheme });
    const choice = page.getByRole('combobox', { name: 'Editor for code' });
    await expect(choice).toBeFocused({ timeout: 15_000 });
    await expect(page.getByText('Files open in VS Code.')).toBeVisible();
    await choice.selectOption('Kate');
    await page.getByRole('button', { name: 'Try it' }).click();
    await expect(page.getByText(/editor-try\.py is open in Kate/)).toBeVisible();
    await desk.expectGiven(['-l', '4', join(dirname(engine.workspace), 'state', 'stile', 'editor-try.py')]);
    expect((await engine.client.editor.get({})).choice).toEqual({ kind: 'editor', id: 'kate' });

    await choice.selectOption('A command of your own…');
    const command = page.getByRole('textbox', { name: 'Command' });
    await expect(command).toBeFocused();
    await command.fill('mine "at {line}');
    await page.getByRole('button', { name: 'Try it' }).click();
    await expect(page.getByText('The quote " at character 6 is not closed.')).toBeVisible();
    await expectAccessible(page, 'a command that is refused');
    await command.fill('mine "at {line}"');
    await page.getByRole('button', { name: 'Try it' }).click();
    await expect(page.getByText(/is open in mine/)).toBeVisible();
    await desk.expectGiven(['at 4', join(dirname(engine.workspace), 'state', 'stile', 'editor-try.py')]);
    expect((await engine.client.editor.get({})).choice).toMatchObject({ id: 'kate' });
    await command.press('Enter');
    await expect(page.getByRole('button', { name: 'In use' })).toBeDisabled();
    expect((await engine.client.editor.get({})).opens).toEqual({ id: null, name: 'mine' });

    await writeNight(engine);
    await page.goto(`${engine.address}/pipelines/night?task=fit`);
    await openCode(page, 'Code');
    await expect(page.getByRole('button', { name: 'Open in mine' })).toBeVisible();
    await expectAccessible(page, 'the code of a task');
  });
}
