import { join } from 'node:path';
import type { Tag } from '#contract/entities.ts';
import { walk } from '../local-files.ts';
import { readIfThere } from './meta-file.ts';

/** Params or tags: one file each, its path below the folder is the key. */
export async function readTexts(folder: string): Promise<Tag[]> {
  const texts: Tag[] = [];
  for await (const { path } of walk(folder)) {
    texts.push({ key: path, value: (await readIfThere(join(folder, path))) ?? '' });
  }
  return texts.sort((a, b) => (a.key < b.key ? -1 : 1));
}
