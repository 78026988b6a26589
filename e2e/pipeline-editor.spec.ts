import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, main, test } from './fixtures.ts';

const first = `# kept as it is
version: 1
name: night
tasks:
  load: { type: shell, with: { command: echo loaded } } # first
`;

test(
  'a pipeline is edited on the canvas and in its text, survives a closed window, is saved and follows its file',
  main,
  async ({ engine, openWindow }) => {
    await engine.client.pipelines.save({ name: 'night', text: first });
    const page = await openWindow('/pipelines/night');
    const text = page.getByRole('textbox', { name: 'YAML of night' });
    const badge = page.getByText('Edited, not saved');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    const card = page.locator('[data-id="load"]');
    await expect(card).toContainText('load');

    // By the palette, after what is selected: the text gets it, and nothing else changes.
    await card.click();
    await page.getByRole('button', { name: 'Add Shell' }).click();
    await expect(page.locator('[data-id="shell"]')).toBeVisible();
    await expect(text).toContainText('needs: [load]');
    await expect(badge).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo: add shell' })).toBeVisible();

    // What is typed is a task on the canvas; a slip leaves the canvas as it was.
    await text.click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('  typed: { type: shell, with: { command: echo typed } }');
    await expect(page.locator('[data-id="typed"]')).toBeVisible();
    await page.keyboard.type(' }');
    await expect(page.locator('[data-id="typed"]')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(text).not.toContainText('typed');
    await expect(page.locator('[data-id="typed"]')).toHaveCount(0);

    // A closed window loses nothing, its history neither.
    await page.reload();
    await expect(page.locator('[data-id="shell"]')).toBeVisible();
    await expect(badge).toBeVisible();
    await page.keyboard.press('ControlOrMeta+s');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    const file = join(engine.workspace, 'pipelines', 'night.yaml');
    expect(readFileSync(file, 'utf8')).toBe(`${first}  shell:\n    type: shell\n    needs: [load]\n`);

    // Another program's change is followed, or told as a conflict while there are changes here.
    writeFileSync(file, first.replace('load:', 'fetch:'));
    await expect(page.locator('[data-id="fetch"]')).toBeVisible();
    await page.getByRole('button', { name: 'Add Shell' }).click();
    await expect(badge).toBeVisible();
    writeFileSync(file, first.replace('load:', 'other:'));
    await expect(page.getByRole('alert')).toContainText('Changed on the disk');
    await page.getByRole('button', { name: 'Show the file’s text' }).click();
    await expect(page.locator('[data-id="other"]')).toBeVisible();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    expect(readFileSync(file, 'utf8')).toContain('other:');
  },
);
