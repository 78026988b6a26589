import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { parseJson } from '#core/kernel/json.ts';

const bundle = z.object({ mlflow: z.string(), kind: z.string(), files: z.record(z.string(), z.string()) });

/** Stores that real versions of MLflow wrote; see fixtures/make-fixtures.py. */
export const storeNames = ['sqlite-3.17', 'files-3.17', 'local-2.9', 'files-2.9', 'local-1.30'] as const;
export type StoreName = (typeof storeNames)[number];

/** Unpacks a store into a folder. @returns what an import is given as its source */
export function unpackStore(name: StoreName, folder: string): string {
  const file = join(import.meta.dirname, '..', 'fixtures', `${name}.json.gz`);
  const { files } = bundle.parse(parseJson(gunzipSync(readFileSync(file)).toString()));
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, Buffer.from(content, 'base64'));
  }
  return join(folder, name.startsWith('files') ? 'mlruns' : 'mlflow.db');
}
