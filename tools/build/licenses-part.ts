import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectNotices } from '../notices/collect.ts';
import { formatNotices } from '../notices/format.ts';
import type { BuildPart } from './part.ts';

const file = 'LICENSES.packages.txt';

/** The licenses of what is bundled, for the settings page and `stile licenses`; beside `resources`, as in the app. */
export const licensesPart: BuildPart = {
  name: 'licenses',
  inputs: (root) => [join(root, 'package-lock.json')],
  outputs: ({ dist }) => [join(dist, file)],
  build: async ({ root, dist }) => {
    writeFileSync(join(dist, file), formatNotices(collectNotices(root)));
  },
};
