import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { repositoryPaths } from '../lib/paths.ts';

const renderer = join(repositoryPaths().dist, 'renderer');
const budget = 300_000;

type Chunk = { readonly file: string; readonly isEntry?: boolean; readonly imports?: readonly string[] };

/** The chunks that a window loads before it draws anything: the entry and all that it imports at once. */
function listInitialChunks(manifest: Readonly<Record<string, Chunk>>): readonly string[] {
  const waiting = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
  const files = new Map<string, string>();
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the manifest names ${key} and does not know it`);
    if (files.has(key)) continue;
    files.set(key, chunk.file);
    waiting.push(...(chunk.imports ?? []));
  }
  return [...files.values()];
}

it('a window starts with less than 300 kB of JavaScript, gzipped', () => {
  const manifest = JSON.parse(readFileSync(join(renderer, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >;
  const chunks = listInitialChunks(manifest);
  const sizes = chunks.map((file) => [file, gzipSync(readFileSync(join(renderer, file))).length] as const);
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  // React alone is more than a third of this: less means that the manifest was not followed.
  expect(total).toBeGreaterThan(150_000);
  const largest = [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 5);
  expect(total, `largest: ${largest.map(([file, bytes]) => `${file} ${bytes}`).join(', ')}`).toBeLessThan(
    budget,
  );
});
