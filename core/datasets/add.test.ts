import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addTable, findDatasetVersion, readColumns } from '#core/datasets/index.ts';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';

/** Writes a file and adds it. */
function addFile(
  { client, folder }: TestEngine,
  content: string | Uint8Array,
  {
    file = 'reviews.csv',
    name = 'reviews',
    ...rest
  }: { file?: string; name?: string } & Record<string, unknown> = {},
) {
  const path = join(folder, file);
  writeFileSync(path, content);
  return client.datasets.add({ name, source: { kind: 'file', path }, ...rest });
}

const small = 'text,label\ngood,1\nbad,0\n';

describe('a dataset of a file', () => {
  it('has versions that never change, named by their content', () =>
    withEngine(async (test) => {
      const first = await addFile(test, small);
      expect(first).toMatchObject({
        ...{ name: 'reviews', version: 1, uri: 'datasets:/reviews/1', isNew: true, format: 'csv', rows: 2 },
        ...{ csv: { delimiter: ',', encoding: 'utf-8', hasHeader: true }, warnings: [], bytes: small.length },
        columns: [
          { name: 'text', type: 'text', distinct: 2, missing: 0, meanLength: 3.5 },
          { name: 'label', type: 'integer', min: 0, max: 1, mean: 0.5, deviation: 0.5 },
        ],
      });
      expect(first.digest).toBe(first.sha256.slice(0, 32));
      expect(await addFile(test, `${small}so,1\n`)).toMatchObject({ version: 2, isNew: true, rows: 3 });
      expect(await addFile(test, small)).toMatchObject({ version: 1, isNew: false });
      const stored = join(
        test.engine.ctx.paths.datasets,
        'blobs',
        first.sha256.slice(0, 2),
        first.sha256.slice(2),
      );
      expect(readFileSync(stored, 'utf8')).toBe(small);
      expect(readdirSync(join(test.engine.ctx.paths.datasets, '.incoming'))).toEqual([]);
      expect(await readColumns(test.engine.ctx, 'reviews@1', ['label', 'text'])).toEqual([
        ['1', '0'],
        ['good', 'bad'],
      ]);
    }));
});
