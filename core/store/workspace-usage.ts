import { readdir, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { UsagePart } from '#contract/workspaces.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { measureFolder } from '#core/kernel/folder-size.ts';

type Kind = UsagePart['kind'];

/** Bytes and files of a workspace folder by kind; kinds without any are left out. */
export async function measureUsage(paths: WorkspacePaths): Promise<UsagePart[]> {
  const folders: readonly (readonly [Kind, string])[] = [
    ['artifacts', paths.artifacts],
    ['datasets', paths.datasets],
    ['pipelines', paths.pipelines],
    ['logs', paths.logs],
    ['backups', paths.backups],
  ];
  const parts = new Map<Kind, UsagePart>();
  const add = (kind: Kind, { bytes, files }: { bytes: number; files: number }): void => {
    const part = parts.get(kind) ?? { kind, bytes: 0, files: 0 };
    parts.set(kind, { kind, bytes: part.bytes + bytes, files: part.files + files });
  };
  for (const entry of await readdir(paths.root, { withFileTypes: true }).catch(() => [])) {
    const path = join(paths.root, entry.name);
    const known = folders.find(([, folder]) => folder === path);
    if (entry.isDirectory()) add(known?.[0] ?? 'other', await measureFolder(path));
    else add(kindOfFile(entry.name), { bytes: (await lstat(path).catch(() => null))?.size ?? 0, files: 1 });
  }
  return [...parts.values()].filter(({ files }) => files > 0).sort((a, b) => b.bytes - a.bytes);
}

/** The database with its log; what a restore has put aside; the rest. */
function kindOfFile(name: string): Kind {
  if (name.startsWith('stile.db.replaced-')) return 'replaced';
  return /^stile\.db(-wal|-shm|-journal)?$/.test(name) ? 'database' : 'other';
}
