import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PipelineOperation } from '#contract/pipeline-editing.ts';
import {
  applySplices,
  copyTasks,
  createPipelineReader,
  EditRefused,
  invertSplices,
  planEdits,
  readPipeline,
} from './index.ts';
import { parseDocument } from 'yaml';
import { handWritten, operation, start } from './testing/texts.ts';

const runs = { numRuns: 400, seed: 20_261_128 };

describe('operations on a text', () => {
  it('say afterwards what was asked for, and taken back give the first bytes', () => {
    let [done, refused] = [0, 0];
    fc.assert(
      fc.property(start, fc.array(operation, { minLength: 1, maxLength: 12 }), (first, operations) => {
        const reader = createPipelineReader();
        let text = first;
        const undo = [];
        for (const one of operations) {
          const edited = tryEdit(text, one, reader);
          if (edited === null) {
            refused += 1;
            continue;
          }
          done += 1;
          expect(applySplices(text, edited.splices)).toBe(edited.text);
          undo.push(invertSplices(edited.splices));
          text = edited.text;
          // The same as if it had been read for the first time, and as the whole text is read.
          const { graph } = reader.read(text);
          expect(graph).toEqual(readPipeline(text).graph);
          const { tasks = {}, ...top } = parseDocument(text).toJS() as Record<string, object>;
          expect(Object.fromEntries(graph?.tasks.map(({ id, data }) => [id, data]) ?? [])).toEqual(
            tasks ?? {},
          );
          expect(graph?.top).toEqual(top);
        }
        for (const splices of undo.reverse()) text = applySplices(text, splices);
        expect(text).toBe(first);
      }),
      runs,
    );
    expect(done).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(100);
  });

  it('leave every line as it is that a value does not stand in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(handWritten, handWritten.replaceAll('\n', '\r\n')),
        operation,
        (first, one) => {
          if (one.op !== 'set') return;
          const edited = tryEdit(first, one);
          if (edited === null || one.path[0] !== 'tasks') return;
          const task = readPipeline(first).graph?.byId.get(String(one.path[1]));
          const [from, to] = task?.range ?? [0, 0];
          expect(edited.text.startsWith(first.slice(0, from))).toBe(true);
          expect(edited.text.endsWith(first.slice(to).replace(/^[^\n]*/, ''))).toBe(true);
        },
      ),
      runs,
    );
  });

  it('refuse a cycle with the way that it would close', () => {
    const refusal = tryRefused(handWritten, { op: 'connect', from: 'join', to: 'load' });
    expect(refusal).toMatchObject({ code: 'cycle', path: ['join', 'load', 'train', 'gate', 'good', 'join'] });
  });

  it('give a join behind a branch the rule that lets one way be enough', () => {
    const text = handWritten.replace('      - good\n      - bad\n', '      - good\n');
    const edited = planEdits(text, [{ op: 'connect', from: 'bad', to: 'join' }]);
    expect(edited.text).toContain(
      '      - good\n      - bad\n    trigger_rule: none_failed_min_one_success\n',
    );
    expect(planEdits(handWritten, [{ op: 'connect', from: 'load', to: 'gate' }]).text).not.toContain(
      'trigger_rule',
    );
  });

  it('follow a renaming in needs, templates and branches', () => {
    const { text } = planEdits(handWritten, [
      { op: 'renameTask', from: 'load', to: 'read' },
      { op: 'renameTask', from: 'good', to: 'best' },
    ]);
    expect(text).toContain('  read:\n    type: sql');
    expect(text).toContain('needs: [read]');
    expect(text).toContain('"{{ tasks.read.outputs.rows }}"');
    expect(text).toContain('choose: [best, bad]');
    expect(text).toContain('      - best\n');
    expect(text).not.toMatch(/\bload\b/);
  });

  it('put a task into an edge, and take it out again with its ends joined', () => {
    const added = planEdits(handWritten, [
      { op: 'addTask', id: 'check', type: 'shell', with: { command: 'true' }, after: 'load' },
      { op: 'spliceIn', task: 'check', from: 'load', to: 'train' },
    ]);
    expect(added.text).toContain(
      '  check:\n    type: shell\n    needs: [load]\n    with:\n      command: "true"\n',
    );
    expect(readPipeline(added.text).graph?.byId.get('train')?.needs).toEqual(['check']);
    const mended = planEdits(added.text, [{ op: 'removeTasks', ids: ['check'], mend: true }]);
    expect(mended.text).toBe(handWritten);
  });

  it('paste tasks with their comments, under free ids', () => {
    const copied = copyTasks(handWritten, ['load', 'train']);
    const { text } = planEdits(handWritten, [{ op: 'paste', text: copied }]);
    expect(text).toContain('  load_2:\n    type: sql');
    expect(text).toContain('retries: 2 # twice');
    expect(text).toContain('  train_2: # the long one'.replace(': #', ':   #'));
    expect(text).toContain('needs: [load_2]');
    expect(text).toContain('"{{ tasks.load_2.outputs.rows }}"');
  });

  it('add to empty and to missing tasks, and remove the last one', () => {
    for (const text of [
      'version: 1\nname: x\ntasks: {}\n',
      'version: 1\nname: x\ntasks:\n',
      'version: 1\nname: x\n',
    ]) {
      const added = planEdits(text, [{ op: 'addTask', id: 'a', type: 'shell' }]);
      expect(added.text).toBe('version: 1\nname: x\ntasks:\n  a:\n    type: shell\n');
      expect(planEdits(added.text, [{ op: 'removeTasks', ids: ['a'] }]).text).toBe(
        'version: 1\nname: x\ntasks: {}\n',
      );
    }
  });

  it('refuse to change what aliases share', () => {
    const text = 'tasks:\n  a: &base\n    type: shell\n    retries: 1\n  b: *base\n';
    expect(tryRefused(text, { op: 'set', path: ['tasks', 'b', 'retries'], value: 2 })?.code).toBe(
      'shared_value',
    );
    expect(tryRefused(text, { op: 'set', path: ['tasks', 'a', 'retries'], value: 2 })?.code).toBe(
      'shared_value',
    );
  });
});

function tryEdit(text: string, one: PipelineOperation, reader = createPipelineReader()) {
  try {
    return planEdits(text, [one], { reader });
  } catch (error) {
    if (error instanceof EditRefused && error.code !== 'not_written') return null;
    throw error;
  }
}

function tryRefused(text: string, one: PipelineOperation): EditRefused | null {
  try {
    planEdits(text, [one]);
    return null;
  } catch (error) {
    if (error instanceof EditRefused) return error;
    throw error;
  }
}
