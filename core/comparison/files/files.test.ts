import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

async function makeRun(
  client: EngineClient,
  files: Record<string, string | Uint8Array<ArrayBuffer>>,
  params: Record<string, string> = {},
): Promise<string> {
  const { runId } = await client.runs.create({ experimentId: '0' });
  for (const [path, content] of Object.entries(files))
    await client.artifacts.write({ runId, path, offset: 0, chunk: new File([content], 'chunk'), last: true });
  const list = Object.entries(params).map(([key, value]) => ({ key, value }));
  await client.runs.logBatch({ runId, params: list });
  return runId;
}

describe('files of two runs', () => {
  it('tells by content what differs, and what only one has', () =>
    withEngine(async ({ client }) => {
      const first = await makeRun(client, { 'a.txt': 'one', 'b.txt': 'one', 'deep/er/c.txt': 'x' });
      const second = await makeRun(client, { 'a.txt': 'one', 'b.txt': 'two', 'd.txt': 'longer' });
      const found = await client.comparison.files({ runs: [first.slice(0, 10), second] });
      expect(found).toEqual({
        files: [
          { path: 'a.txt', state: 'same', bytes: [3, 3] },
          { path: 'b.txt', state: 'different', bytes: [3, 3] },
          { path: 'd.txt', state: 'second', bytes: [null, 6] },
          { path: 'deep/er/c.txt', state: 'first', bytes: [1, null] },
        ],
        isCut: false,
      });
      expect(await failureOf(client.comparison.files({ runs: [first, 'f'.repeat(32)] }))).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'run' },
      });
    }));

  it('sets tables side by side by their ids, whatever their order', () =>
    withEngine(async ({ client }) => {
      const first = await makeRun(client, { 'p.csv': 'id,target,prediction\n1,a,a\n2,b,a\n3,a,b\n' });
      const second = await makeRun(client, {
        'p.csv': 'id,target,prediction,score\n2,b,b,\n1,a,a,\n4,a,a,0.5\n',
      });
      const ask = { runs: [first, second] as [string, string], path: 'p.csv' };
      expect(await client.comparison.fileDiff(ask)).toEqual({
        kind: 'table',
        columns: ['id', 'target', 'prediction', 'score'],
        addedColumns: ['score'],
        removedColumns: [],
        key: 'id',
        counts: { same: 1, changed: 1, added: 1, removed: 1 },
        rows: [
          { id: '2', first: ['2', 'b', 'a', null], second: ['2', 'b', 'b', null] },
          { id: '3', first: ['3', 'a', 'b', null], second: null },
          { id: '4', first: null, second: ['4', 'a', 'a', '0.5'] },
        ],
      });
      expect(await client.comparison.fileDiff({ ...ask, as: 'text' })).toMatchObject({ kind: 'text' });
    }));

  it('rows of JSON lines differ by a key that only later ones have', () =>
    withEngine(async ({ client }) => {
      const first = await makeRun(client, { 'log.jsonl': '{"id":1}\n{"id":2,"loss":0.5}\n' });
      const second = await makeRun(client, { 'log.jsonl': '{"id":1}\n{"id":2,"loss":0.4}\n' });
      const runs: [string, string] = [first, second];
      expect(await client.comparison.fileDiff({ runs, path: 'log.jsonl' })).toMatchObject({
        columns: ['id', 'loss'],
        counts: { same: 1, changed: 1 },
        rows: [{ id: '2', first: ['2', '0.5'], second: ['2', '0.4'] }],
      });
    }));

  it('columns of one name are columns of their own', () =>
    withEngine(async ({ client }) => {
      const first = await makeRun(client, { 'a.csv': 'x,x\n1,2\n3,4\n' });
      const second = await makeRun(client, { 'a.csv': 'x,x\n1,2\n3,5\n' });
      const runs: [string, string] = [first, second];
      expect(await client.comparison.fileDiff({ runs, path: 'a.csv' })).toMatchObject({
        columns: ['x', 'x (2)'],
        counts: { same: 1, changed: 1 },
        rows: [{ first: ['3', '4'], second: ['3', '5'] }],
      });
    }));

  it('texts go line by line, a missing file is an empty one, bytes are only told apart', () =>
    withEngine(async ({ client }) => {
      const bytes = new Uint8Array([1, 0, 2]);
      const first = await makeRun(client, { 'a.yaml': 'x: 1\ny: 2\n', 'b.bin': bytes, 'c.txt': 'new' });
      const second = await makeRun(client, { 'a.yaml': 'x: 1\r\ny: 3\r\n', 'b.bin': bytes });
      const runs: [string, string] = [first, second];
      expect(await client.comparison.fileDiff({ runs, path: 'a.yaml' })).toEqual({
        kind: 'text',
        chunks: [
          { isSame: true, first: ['x: 1'], second: [] },
          { isSame: false, first: ['y: 2'], second: ['y: 3'] },
        ],
      });
      expect(await client.comparison.fileDiff({ runs, path: 'c.txt' })).toMatchObject({
        chunks: [{ isSame: false, first: ['new'], second: [] }],
      });
      expect(await client.comparison.fileDiff({ runs, path: 'b.bin' })).toEqual({
        kind: 'bytes',
        isSame: true,
        why: 'binary',
      });
      expect(await failureOf(client.comparison.fileDiff({ runs, path: 'nothing' }))).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'artifact', id: 'nothing' },
      });
    }));

  it('what runs were set up with: params, and the packages of their models', () =>
    withEngine(async ({ client }) => {
      const first = await makeRun(
        client,
        { 'model/requirements.txt': '# made by hand\nscikit-learn==1.5.0\nNumpy>=2\n' },
        { C: '1', note: 'two\nlines' },
      );
      const second = await makeRun(
        client,
        { 'other/requirements.txt': 'numpy>=2\nscikit-learn==1.6.1\n' },
        { C: '3', note: 'two\nlines' },
      );
      const { chunks } = await client.comparison.configDiff({ runs: [first, second] });
      expect(chunks.filter(({ isSame }) => !isSame)).toEqual([
        { isSame: false, first: ['  C: 1'], second: ['  C: 3'] },
        {
          isSame: false,
          first: ['  Numpy>=2', '  scikit-learn==1.5.0'],
          second: ['  numpy>=2', '  scikit-learn==1.6.1'],
        },
      ]);
      expect(chunks.flatMap((chunk) => chunk.first)).toContain('  note: "two\\nlines"');
      const { chunks: same } = await client.comparison.configDiff({ runs: [first, first] });
      expect(same.map(({ isSame }) => isSame)).toEqual([true]);
    }));
});
