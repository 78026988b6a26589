// Writes resources/workshop/*.csv from the phrase banks: `node tools/workshop-data/write.ts`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryPaths } from '../lib/paths.ts';
import { makeWorkshopFiles } from './files.ts';

for (const { name, rows, text } of makeWorkshopFiles()) {
  writeFileSync(join(repositoryPaths().root, 'resources', 'workshop', name), text);
  console.log(`Wrote ${rows.length} reviews to resources/workshop/${name}.`);
}
