import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { locateWorker, workerFile } from './worker-file.ts';

const source = 'models/train-text.worker.ts';

test('among the sources, a worker is its TypeScript file', () => {
  const file = workerFile(source);
  expect(file.endsWith(join('core', 'models', 'train-text.worker.ts'))).toBe(true);
  expect(existsSync(file)).toBe(true);
});

test('bundled, a worker lies in dist/workers, seen from the engine and from another worker', () => {
  const expected = join('dist', 'workers', 'train-text.cjs');
  expect(locateWorker(source, join('dist', 'engine.cjs'))).toBe(expected);
  expect(locateWorker(source, join('dist', 'workers', 'score.cjs'))).toBe(expected);
});
