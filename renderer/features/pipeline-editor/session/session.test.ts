import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  DraftEntry,
  PipelineDraft,
  PipelineLayout,
  PipelineOperation,
} from '#contract/pipeline-editing.ts';
import type { Inputs } from '#contract/procedures.ts';
import { applySplices, readPipeline } from '#core/pipeline-text/index.ts';
import { storedError } from '#renderer/bridge/problems.ts';
import { createEditorSession } from './create-session.ts';
import type { FileNow } from './session-self.ts';

const noLayout: PipelineLayout = { version: 1, positions: {}, collapsed: [] };
const noDraft: PipelineDraft = {
  name: 'x',
  baseHash: null,
  baseText: '',
  text: '',
  entries: [],
  revision: 0,
  updatedAt: 0,
};
const first = `# mine
version: 1
name: x
tasks:
  load: { type: sql }   # first
  train:
    type: python
    needs: [load]
`;

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function fileOf(text: string): NonNullable<FileNow> {
  return { text, hash: hashOf(text) };
}

/** An engine that keeps a file and a draft in memory, with the real one's rules for revisions and hashes. */
function createEngine(text: string) {
  const kept = {
    file: text,
    layout: noLayout,
    base: '',
    entries: [] as DraftEntry[],
    revision: 0,
    isDown: false,
  };
  const conflict = storedError({ code: 'CONFLICT', data: {} });
  const pipelines = {
    recordDraft: async (input: Inputs['pipelines']['recordDraft']) => {
      await Promise.resolve();
      if (kept.isDown) throw new Error('down');
      if (input.revision !== kept.revision) throw conflict;
      if (input.revision === 0) Object.assign(kept, { base: input.baseText ?? '', entries: [] });
      kept.entries.push(...input.entries.map((entry) => ({ subject: '', ...entry })));
      kept.revision += 1;
      return { revision: kept.revision };
    },
    discardDraft: async () => Promise.resolve(Object.assign(kept, { entries: [], revision: 0 })),
    saveLayout: async ({ layout }: { layout: PipelineLayout }) =>
      Promise.resolve(Object.assign(kept, { layout })),
    save: async (input: { text: string; expectedHash?: string | null | undefined }) => {
      await Promise.resolve();
      if (input.expectedHash !== hashOf(kept.file)) throw conflict;
      Object.assign(kept, { file: input.text, entries: [], revision: 0 });
      return { hash: hashOf(input.text) };
    },
    validate: async () => Promise.resolve({ problems: [] }),
    get: async () => Promise.resolve(fileOf(kept.file)),
    draft: async (): Promise<{ draft: PipelineDraft | null }> => Promise.resolve({ draft: draft() }),
  };
  const client = { pipelines };
  const draft = (): PipelineDraft | null =>
    kept.revision === 0
      ? null
      : {
          name: 'x',
          baseHash: hashOf(kept.base),
          baseText: kept.base,
          text: kept.entries.reduce((now, { splices }) => applySplices(now, splices), kept.base),
          entries: kept.entries,
          revision: kept.revision,
          updatedAt: 0,
        };
  return { kept, client, draft };
}

function open(engine: ReturnType<typeof createEngine>, now = () => 0) {
  const failures: unknown[] = [];
  const session = createEditorSession({
    client: engine.client,
    name: 'x',
    file: fileOf(engine.kept.file),
    layout: engine.kept.layout,
    draft: engine.draft(),
    isBranch: (type) => type === 'branch',
    onFailure: (error) => failures.push(error),
    now,
  });
  return { session, failures, state: () => session.state.get() };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

const addTest: PipelineOperation[] = [{ op: 'addTask', id: 'test', type: 'shell', needs: ['train'] }];

describe('an editing session', () => {
  it('takes back all that was done, by hand and by text, to the first bytes, and does it again', async () => {
    const action = fc.oneof(
      fc.record({ kind: fc.constant('edit' as const), id: fc.constantFrom('a', 'b', 'load', 'train') }),
      fc.record({ kind: fc.constant('remove' as const), id: fc.constantFrom('a', 'b', 'load') }),
      fc.record({
        kind: fc.constant('type' as const),
        at: fc.nat(200),
        text: fc.constantFrom('x', '\n', ': ', '"', '# '),
      }),
      fc.record({ kind: fc.constant('move' as const), x: fc.nat(9) }),
      fc.record({ kind: fc.constant('undo' as const) }),
      fc.record({ kind: fc.constant('redo' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), async (actions) => {
        const engine = createEngine(first);
        let time = 0;
        const { session, state, failures } = open(engine, () => (time += 300));
        for (const one of actions) {
          if (one.kind === 'edit')
            session.edit({ label: 'addTask', subject: one.id }, [
              { op: 'addTask', id: one.id, type: 'shell' },
            ]);
          if (one.kind === 'remove')
            session.edit({ label: 'removeTasks', subject: one.id }, [{ op: 'removeTasks', ids: [one.id] }]);
          if (one.kind === 'type')
            session.type([{ at: Math.min(one.at, state().text.length), remove: '', insert: one.text }]);
          if (one.kind === 'move')
            session.moveTasks(
              { label: 'move', subject: 'load' },
              { ...noLayout, positions: { load: { x: one.x, y: 0 } } },
            );
          if (one.kind === 'undo') session.undo();
          if (one.kind === 'redo') session.redo();
          if (time % 1500 === 0) await settle();
        }
        const { text } = state();
        await settle();
        // What a window that is opened now would show, history and all.
        const again = open(engine);
        expect(again.state().text).toBe(text);
        for (const window of [session, again.session]) {
          while (window.state.get().undo !== null) window.undo();
          expect(window.state.get().text).toBe(first);
          while (window.state.get().redo !== null) window.redo();
        }
        expect(state().text).toBe(again.state().text);
        expect(failures).toEqual([]);
      }),
      { numRuns: 150, seed: 20_261_128 },
    );
  });

  it('shows the last good graph while the text has a slip, and says where', () => {
    const { session, state } = open(createEngine(first));
    session.type([{ at: first.indexOf('[load]'), remove: '[load]', insert: '[load' }]);
    expect(state().graph.tasks.map(({ id }) => id)).toEqual(['load', 'train']);
    expect(state().syntax?.line).toBeGreaterThan(7);
    session.undo();
    expect(state().syntax).toBeNull();
  });

  it('follows a file that another program changed, and keeps what it showed in the history', () => {
    const { session, state } = open(createEngine(first));
    session.fileIs(fileOf(first.replace('sql', 'shell')));
    expect(state()).toMatchObject({ save: 'saved', text: first.replace('sql', 'shell') });
    session.undo();
    expect(state()).toMatchObject({ save: 'edited', text: first });
  });

  it('tells of a conflict instead of overwriting, and ends it either way', async () => {
    for (const which of ['mine', 'theirs'] as const) {
      const engine = createEngine(first);
      const { session, state } = open(engine);
      session.edit({ label: 'addTask', subject: 'test' }, addTest);
      const mine = state().text;
      engine.kept.file = first.replace('# mine', '# theirs');
      expect(await session.save()).toBe(false);
      expect(state()).toMatchObject({ save: 'conflict', text: mine, theirs: engine.kept.file });
      session.resolve(which);
      expect(state().save).toBe(which === 'mine' ? 'edited' : 'saved');
      if (which === 'theirs') {
        expect(state().text).toBe(engine.kept.file);
        session.undo();
        expect(state().text).toBe(mine);
      } else {
        expect(await session.save()).toBe(true);
        expect(engine.kept.file).toBe(mine);
      }
    }
  });

  it('saves, and what is done meanwhile is a draft on what was saved', async () => {
    const engine = createEngine(first);
    const { session, state } = open(engine);
    session.edit({ label: 'addTask', subject: 'test' }, addTest);
    const saving = session.save();
    session.edit({ label: 'addTask', subject: 'late' }, [{ op: 'addTask', id: 'late', type: 'shell' }]);
    expect(await saving).toBe(true);
    await settle();
    expect(state().save).toBe('edited');
    expect(readPipeline(engine.kept.file).graph?.byId.has('late')).toBe(false);
    expect(engine.draft()?.text).toBe(state().text);
    while (state().undo !== null) session.undo();
    expect(state().text).toBe(first);
  });

  it('keeps what could not be recorded, and records it with the next step', async () => {
    const engine = createEngine(first);
    const { session, state, failures } = open(engine);
    engine.kept.isDown = true;
    session.edit({ label: 'addTask', subject: 'test' }, addTest);
    await settle();
    expect(failures).toHaveLength(1);
    engine.kept.isDown = false;
    session.type([{ at: 0, remove: '', insert: '# x\n' }]);
    await settle();
    expect(engine.draft()?.text).toBe(state().text);
  });

  it('moves the place of a task with its id', () => {
    const { session, state } = open(createEngine(first));
    session.moveTasks(
      { label: 'move', subject: 'load' },
      { ...noLayout, positions: { load: { x: 8, y: 16 } } },
    );
    session.edit({ label: 'renameTask', subject: 'load' }, [{ op: 'renameTask', from: 'load', to: 'read' }]);
    expect(state().layout.positions).toEqual({ read: { x: 8, y: 16 } });
    session.undo();
    expect(state().layout.positions).toEqual({ load: { x: 8, y: 16 } });
  });

  it('is not taken back by answers that are older than what was saved or typed', async () => {
    const engine = createEngine(first);
    const { session, state } = open(engine);
    session.type([{ at: 0, remove: '', insert: '# one\n' }]);
    await session.save();
    const older = fileOf(state().text);
    session.type([{ at: 0, remove: '', insert: '# two\n' }]);
    await session.save();
    const { text } = state();
    session.fileIs(older);
    await settle();
    expect(state()).toMatchObject({ text, save: 'saved' });
    // The same, where the file really is the older one again.
    engine.kept.file = older.text;
    session.fileIs(older);
    await settle();
    expect(state()).toMatchObject({ text: older.text, save: 'saved' });
    session.type([{ at: 0, remove: '', insert: 'a' }]);
    await Promise.resolve();
    const early = { ...(engine.draft() ?? noDraft), revision: 99 };
    session.type([{ at: 1, remove: '', insert: 'b' }]);
    session.draftIs(early);
    await settle();
    expect(state().text).toBe(`ab${older.text}`);
  });

  it('shows what another window has edited, and has its own one undo away', async () => {
    const engine = createEngine(first);
    const [mine, other] = [open(engine), open(engine)];
    other.session.type([{ at: 0, remove: '', insert: '# other\n' }]);
    await settle();
    mine.session.type([{ at: 0, remove: '', insert: '# mine\n' }]);
    await settle();
    expect(mine.state().text).toBe(`# other\n${first}`);
    expect(mine.failures).toEqual([]);
    mine.session.undo();
    await settle();
    expect(mine.state().text).toBe(`# mine\n${first}`);
    expect(engine.draft()?.text).toBe(mine.state().text);
  });
});
