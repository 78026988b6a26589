import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A size is measured again after this time, in ms: walking 100,000 files takes a second. */
const staleMs = 5_000;

/** Measures a folder with all below it, in bytes, and remembers the answer for some seconds. */
export function createFolderSizer(folder: string): { bytes(): Promise<number> } {
  let measured: { at: number; bytes: Promise<number> } | null = null;
  return {
    bytes: () => {
      const now = performance.now();
      if (measured === null || now - measured.at > staleMs)
        measured = { at: now, bytes: measureFolder(folder).then(({ bytes }) => bytes) };
      return measured.bytes;
    },
  };
}

/** How many files lie in a folder with all below it, and their bytes; what vanishes meanwhile does not count. */
export async function measureFolder(folder: string): Promise<{ files: number; bytes: number }> {
  const total = { files: 0, bytes: 0 };
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const info = await lstat(join(entry.parentPath, entry.name)).catch(() => null);
    if (info === null) continue;
    total.files++;
    total.bytes += info.size;
  }
  return total;
}
