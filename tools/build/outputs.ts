import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { listFiles, toPosix } from '../lib/files.ts';
import type { RepositoryPaths } from '../lib/paths.ts';
import type { Column } from '../lib/table.ts';

export interface Output {
  /** relative to dist/ */
  file: string;
  /** bytes */
  size: number;
  /** bytes after gzip */
  zipped: number;
}

export const outputColumns: Column<Output>[] = [
  { title: 'dist/', cell: ({ file }) => file },
  { title: 'kB', cell: ({ size }) => kilobytes(size), right: true },
  { title: 'kB gzip', cell: ({ zipped }) => kilobytes(zipped), right: true },
];

/** The code in dist/, without source maps; the copied resources and fonts are not ours to make small. */
export function listOutputs({ dist }: RepositoryPaths): Output[] {
  return listFiles(dist, (path) => /\.(c?js|css|html)$/.test(path))
    .map((path) => toPosix(relative(dist, path)))
    .filter((file) => !file.startsWith('resources/'))
    .map((file) => measure(dist, file));
}

function measure(dist: string, file: string): Output {
  const path = join(dist, file);
  return { file, size: statSync(path).size, zipped: gzipSync(readFileSync(path)).length };
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
