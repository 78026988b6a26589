import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The licenses of the packages in Stile, which lie beside what else ships; empty where nothing was built. */
export async function readLicenses(resources: string): Promise<{ text: string }> {
  const file = join(resources, '..', 'LICENSES.packages.txt');
  return { text: await readFile(file, 'utf8').catch(() => '') };
}
