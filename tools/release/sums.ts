import { createHash } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Verb } from '../lib/verb.ts';
import { listReleaseFiles, releaseFolder } from './release-files.ts';

/** `npm run release:sums [-- folder]`: SHA256SUMS of all that is handed out, which `sha256sum -c` reads. */
export const releaseSums: Verb = async (ctx) => {
  const folder = releaseFolder(ctx);
  const lines: string[] = [];
  for (const name of listReleaseFiles(folder)) lines.push(`${await sha256(join(folder, name))}  ${name}`);
  writeFileSync(join(folder, 'SHA256SUMS'), `${lines.join('\n')}\n`);
  console.log(lines.join('\n'));
  return 0;
};

/** In pieces, for an installer does not belong into memory as a whole. */
async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
