import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DraftEntry } from '#contract/pipeline-editing.ts';
import { applySplices, planEdits } from '#core/pipeline-text/index.ts';
import { hashText } from '#core/store/blobs.ts';
import { statesOf, withRunner, type TestRunner } from '../testing/with-runner.ts';

const body = 'tasks:\n  a: { type: test/echo }\n';
const place = ({ ctx }: Pick<TestRunner, 'ctx'>, file: string): string => join(ctx.paths.pipelines, file);
const read = (test: Pick<TestRunner, 'ctx'>, file: string): string => readFileSync(place(test, file), 'utf8');

describe('renaming a pipeline', () => {
  it('moves file and layout, changes the name in the text, and keeps runs under the old name', () =>
    withRunner(async (test) => {
      const { ctx, client, runner, finish } = test;
      writeFileSync(place(test, 'p.yaml'), `version: 1\r\nname: p # mine\r\n${body}`);
      const layout = { version: 1 as const, positions: { a: { x: 1, y: 2 } }, collapsed: [] };
      await runner.editor.saveLayout(ctx, { name: 'p', layout });
      const run = await finish('p');
      expect(await runner.editor.rename(ctx, { name: 'p', to: 'q' })).toEqual({
        name: 'q',
        updated: [],
        stillNaming: [],
      });
      expect(readdirSync(ctx.paths.pipelines).sort()).toEqual(['q.layout.json', 'q.yaml']);
      expect(read(test, 'q.yaml')).toBe(`version: 1\r\nname: q # mine\r\n${body}`);
      expect(runner.editor.layout(ctx, { name: 'q' })).toEqual(layout);
      expect(await runner.get(ctx, { name: 'q' })).toMatchObject({ problems: [], runCount: 0 });
      expect(runner.getRun(ctx, run)).toMatchObject({ pipeline: 'p' });
      const { entries } = await client.activity.list({ entityKind: 'pipeline' });
      expect(entries[0]).toMatchObject({
        action: 'pipeline.rename',
        entityId: 'q',
        before: { name: 'p' },
        undo: { state: 'possible' },
      });
    }));

  it('takes other pipelines along that start it or wait for it', () =>
    withRunner(async (test) => {
      const { ctx, runner, file, client } = test;
      file('p', body);
      file('by_trigger', `triggers: [ { pipeline: 'p' }, { pipeline: other } ]\n${body}`);
      const tasks =
        'tasks:\n  go: { type: trigger, with: { pipeline: p, wait: true } } # p\n  other: { type: test/echo, with: { pipeline: p } }\n';
      file('by_task', tasks);
      file(
        'shared',
        `params: { x: { type: string, default: &n p } }\ntriggers: [ { pipeline: *n } ]\n${body}`,
      );
      writeFileSync(place(test, 'broken.yaml'), 'triggers: [ { pipeline: p\n');
      const renamed = await runner.editor.rename(ctx, { name: 'p', to: 'q r' });
      expect(renamed).toEqual({ name: 'q r', updated: ['by_task', 'by_trigger'], stillNaming: ['shared'] });
      expect(read(test, 'by_trigger.yaml')).toContain(
        "triggers: [ { pipeline: 'q r' }, { pipeline: other } ]\n",
      );
      expect(read(test, 'by_task.yaml')).toContain(tasks.replace('pipeline: p, wait', 'pipeline: q r, wait'));
      expect(read(test, 'broken.yaml')).toBe('triggers: [ { pipeline: p\n');
      const { entries } = await client.activity.list({ entityKind: 'pipeline' });
      await undo(test, entries[0]?.activityId);
      expect(read(test, 'by_task.yaml')).toContain(tasks);
      expect(readdirSync(ctx.paths.pipelines)).toContain('p.yaml');
    }));

  it('changes case alone, and refuses a name that is taken but for case', () =>
    withRunner(async (test) => {
      const { ctx, runner, file } = test;
      file('train', body);
      await runner.editor.rename(ctx, { name: 'train', to: 'Train' });
      expect(readdirSync(ctx.paths.pipelines)).toEqual(['Train.yaml']);
      file('other', body);
      const rename = (to: string): Promise<unknown> => runner.editor.rename(ctx, { name: 'Train', to });
      for (const to of ['other', 'Other', 'OTHER'])
        await expect(rename(to)).rejects.toMatchObject({
          code: 'ALREADY_EXISTS',
          data: { name: to, id: 'other' },
        });
      for (const to of ['', '../out', 'a/b', 'nul', '.x', 'e\u0301'])
        await expect(rename(to)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', data: { field: 'to' } });
      expect(readdirSync(ctx.paths.pipelines).sort()).toEqual(['Train.yaml', 'other.yaml']);
      expect(await rename('Train')).toMatchObject({ name: 'Train' });
      await expect(runner.editor.rename(ctx, { name: '../workspace', to: 'x' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }));

  it('is refused while a run works, and leaves everything as it is', () =>
    withRunner(async (test) => {
      const { ctx, runner, file, tasks } = test;
      file('p', 'tasks:\n  a: { type: test/hold }\n');
      const { pipelineRunId } = await runner.run(ctx, { name: 'p' });
      const message = `cannot be renamed: its run ${pipelineRunId} is running. Wait for its end, or end it: stile pipeline cancel ${pipelineRunId}`;
      await expect(runner.editor.rename(ctx, { name: 'p', to: 'q' })).rejects.toThrow(message);
      await expect(runner.editor.remove(ctx, { name: 'p' })).rejects.toMatchObject({ code: 'INVALID_STATE' });
      expect(readdirSync(ctx.paths.pipelines)).toEqual(['p.yaml']);
      tasks.release('a');
      expect(statesOf(await runner.waitRun(ctx, { pipelineRunId }))).toBe('a: success');
      await runner.editor.rename(ctx, { name: 'p', to: 'q' });
    }));

  it('undoes what it has written when a file cannot be', () =>
    withRunner(async (test) => {
      const { ctx, runner, file } = test;
      file('p', body);
      for (const name of ['a', 'z']) file(name, `triggers: [ { pipeline: p } ]\n${body}`);
      const texts = ['p', 'a', 'z'].map((name) => read(test, `${name}.yaml`));
      // Stands where the new text of the last file would be written first.
      const obstacle = `${place(test, 'z.yaml')}.${process.pid}.tmp`;
      mkdirSync(obstacle);
      await expect(runner.editor.rename(ctx, { name: 'p', to: 'q' })).rejects.toThrow('EISDIR');
      expect(['p', 'a', 'z'].map((name) => read(test, `${name}.yaml`))).toEqual(texts);
      expect(existsSync(place(test, 'q.yaml'))).toBe(false);
      expect(await runner.list(ctx)).toMatchObject({
        pipelines: [{ name: 'a' }, { name: 'p' }, { name: 'z' }],
      });
      rmSync(obstacle, { recursive: true });
      const { updated } = await runner.editor.rename(ctx, { name: 'p', to: 'q' });
      expect(updated).toEqual(['a', 'z']);
    }));

  it('moves a link as a link, and writes where it leads to', () =>
    withRunner(async (test) => {
      const { ctx, runner, folder } = test;
      const target = join(folder, 'elsewhere.yaml');
      writeFileSync(target, `version: 1\nname: p\n${body}`);
      symlinkSync(target, place(test, 'p.yaml'));
      await runner.editor.rename(ctx, { name: 'p', to: 'q' });
      expect(lstatSync(place(test, 'q.yaml')).isSymbolicLink()).toBe(true);
      expect(readFileSync(target, 'utf8')).toBe(`version: 1\nname: q\n${body}`);
    }));
});

describe('the schedule of a renamed pipeline', () => {
  it('stays paused, goes on where it was, and starts nothing a second time', () =>
    withRunner(async ({ ctx, runner, file }) => {
      file('p', `schedule: { cron: "0 6 * * *" }\n${body}`);
      file('once', `schedule: { cron: "@once" }\n${body}`);
      await runner.pause(ctx, { name: 'p' });
      await runner.startSchedules();
      const { runs } = await runner.runs(ctx, { name: 'once' });
      expect(runs).toHaveLength(1);
      await runner.waitRun(ctx, runs[0] ?? { pipelineRunId: '' });
      await runner.editor.rename(ctx, { name: 'p', to: 'q' });
      await runner.editor.rename(ctx, { name: 'once', to: 'again' });
      expect(await runner.schedule({ name: 'q' })).toMatchObject({
        schedule: { isPaused: true, text: '0 6 * * *' },
      });
      // One that comes later has run: what was due of the others has, too.
      file('later', `schedule: { cron: "@once" }\n${body}`);
      await runner.save(ctx, {
        name: 'later',
        text: `${(await runner.get(ctx, { name: 'later' })).text}# now\n`,
      });
      await expect.poll(async () => (await runner.runs(ctx, { name: 'later' })).runs.length).toBe(1);
      expect((await runner.runs(ctx, { name: 'again' })).runs).toEqual([]);
    }));
});

describe('the draft of a renamed pipeline', () => {
  const step = (text: string, id: string): { text: string; entry: DraftEntry } => {
    const edited = planEdits(text, [{ op: 'addTask', id, type: 'test/echo' }]);
    return {
      text: edited.text,
      entry: { kind: 'edit', label: 'addTask', subject: id, splices: edited.splices, layout: null },
    };
  };

  it('goes along with its history, on the text of the new name', () =>
    withRunner(async ({ ctx, runner, file }) => {
      file('p', body);
      const { text: base, hash } = await runner.get(ctx, { name: 'p' });
      const first = step(base, 'b');
      const head: DraftEntry = {
        kind: 'edit',
        label: 'type',
        subject: '',
        splices: [{ at: 0, remove: '', insert: '# top\n' }],
        layout: null,
      };
      const last = step(`# top\n${first.text}`, 'c');
      const entries = [first.entry, head, last.entry];
      const { revision } = await runner.editor.recordDraft(ctx, {
        name: 'p',
        revision: 0,
        baseText: base,
        baseHash: hash,
        entries,
      });
      await runner.editor.rename(ctx, { name: 'p', to: 'a longer name' });
      expect(runner.editor.draft(ctx, { name: 'p' }).draft).toBeNull();
      const { draft } = runner.editor.draft(ctx, { name: 'a longer name' });
      const now = await runner.get(ctx, { name: 'a longer name' });
      expect(draft).toMatchObject({
        baseText: now.text,
        baseHash: now.hash,
        revision,
        text: last.text.replace('name: p', 'name: a longer name'),
      });
      expect(draft?.entries.map(({ subject }) => subject)).toEqual(['b', '', 'c']);
      expect(
        applySplices(draft?.baseText ?? '', draft?.entries.flatMap(({ splices }) => splices) ?? []),
      ).toBe(draft?.text);
    }));

  it('becomes one step where a step has changed the name itself', () =>
    withRunner(async ({ ctx, runner, file }) => {
      file('p', body);
      const { text: base, hash } = await runner.get(ctx, { name: 'p' });
      const at = base.indexOf('p\n');
      const entries: DraftEntry[] = [
        {
          kind: 'edit',
          label: 'type',
          subject: '',
          splices: [{ at, remove: 'p', insert: 'x' }],
          layout: null,
        },
        step(base.replace('name: p', 'name: x'), 'b').entry,
      ];
      await runner.editor.recordDraft(ctx, {
        name: 'p',
        revision: 0,
        baseText: base,
        baseHash: hash,
        entries,
      });
      await runner.editor.rename(ctx, { name: 'p', to: 'q' });
      const { draft } = runner.editor.draft(ctx, { name: 'q' });
      expect(draft?.entries).toHaveLength(1);
      expect(draft?.text).toBe(step(base.replace('name: p', 'name: q'), 'b').text);
      expect(applySplices(draft?.baseText ?? '', draft?.entries[0]?.splices ?? [])).toBe(draft?.text);
    }));

  it('stays as it is on another text than that of the file, and is never written over', () =>
    withRunner(async ({ ctx, runner, file }) => {
      file('p', body);
      const baseText = 'version: 1\nname: p\ntasks: {}\n';
      const { entry, text } = step(baseText, 'b');
      const draft = { revision: 0, baseText, baseHash: hashText(baseText), entries: [entry] };
      await runner.editor.recordDraft(ctx, { name: 'p', ...draft });
      await runner.editor.recordDraft(ctx, { name: 'q', ...draft });
      await expect(runner.editor.rename(ctx, { name: 'p', to: 'q' })).rejects.toMatchObject({
        code: 'ALREADY_EXISTS',
      });
      expect(await runner.get(ctx, { name: 'p' })).toMatchObject({ problems: [] });
      await runner.editor.rename(ctx, { name: 'p', to: 'r' });
      expect(runner.editor.draft(ctx, { name: 'r' }).draft).toMatchObject({
        text,
        baseHash: hashText(baseText),
      });
    }));
});

async function undo({ client }: Pick<TestRunner, 'client'>, activityId = 0): Promise<void> {
  await client.activity.undo({ activityId });
}
