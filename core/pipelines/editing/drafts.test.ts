import { describe, expect, it } from 'vitest';
import { withRunner } from '../testing/with-runner.ts';

const text = 'tasks: { a: { type: test/echo } }\n';
const step = (insert: string) => ({
  kind: 'edit' as const,
  label: 'type',
  splices: [{ at: 0, remove: '', insert }],
  layout: null,
});

describe('a draft of a pipeline', () => {
  it('keeps every step until the file says the same', async () => {
    await withRunner(async ({ client, file }) => {
      file('p', text);
      const { hash } = await client.pipelines.get({ name: 'p' });
      const base = { name: 'p', baseText: text, baseHash: hash };
      const first = await client.pipelines.recordDraft({ ...base, revision: 0, entries: [step('# one\n')] });
      await client.pipelines.recordDraft({ name: 'p', ...first, entries: [step('# two\n')] });
      const { draft } = await client.pipelines.draft({ name: 'p' });
      expect(draft).toMatchObject({ baseHash: hash, text: `# two\n# one\n${text}` });
      expect(draft?.entries).toHaveLength(2);
      expect((await client.pipelines.drafts({})).drafts.map(({ name }) => name)).toEqual(['p']);
      await client.pipelines.save({ name: 'p', text: `${text}# other\n`, force: true });
      expect((await client.pipelines.draft({ name: 'p' })).draft).not.toBeNull();
      await client.pipelines.save({ name: 'p', text: draft?.text ?? '', force: true });
      expect((await client.pipelines.draft({ name: 'p' })).draft).toBeNull();
    });
  });

  it('refuses a step of a window that missed another one, and one that does not fit, and loses nothing', async () => {
    await withRunner(async ({ client, file }) => {
      file('p', text);
      const base = { name: 'p', baseText: text, baseHash: null };
      const { revision } = await client.pipelines.recordDraft({
        ...base,
        revision: 0,
        entries: [step('# a\n')],
      });
      await expect(
        client.pipelines.recordDraft({ ...base, revision: 0, entries: [step('# b\n')] }),
      ).rejects.toMatchObject({ code: 'CONFLICT', data: { what: 'draft', actual: String(revision) } });
      const wrong = { ...step(''), splices: [{ at: 0, remove: 'nothing like this', insert: '' }] };
      await expect(
        client.pipelines.recordDraft({ name: 'p', revision, entries: [wrong] }),
      ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect((await client.pipelines.draft({ name: 'p' })).draft?.text).toBe(`# a\n${text}`);
      await client.pipelines.discardDraft({ name: 'p' });
      expect((await client.pipelines.draft({ name: 'p' })).draft).toBeNull();
    });
  });
});
