import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../lib/files.ts';
import type { BuildPart } from './part.ts';

/** What ships and is not code. */
export const resourcesPart: BuildPart = {
  name: 'resources',
  inputs: (root) => listFiles(join(root, 'resources')),
  outputs: ({ dist }) => [join(dist, 'resources')],
  build: async ({ root, dist }) => {
    const target = join(dist, 'resources');
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    cpSync(join(root, 'resources'), target, { recursive: true });
  },
};
