import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { withFolder } from './with-engine.ts';

/**
 * Runs `fn` with a folder that this user cannot write. Root may write whatever the rights say, so for root it is a
 * read-only mount; in a container that forbids mounts, it is a folder of the kernel's own, which takes no files.
 * For Linux and macOS.
 */
export function withReadOnlyFolder<T>(fn: (folder: string) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const undo = process.getuid?.() === 0 ? mountReadOnly(folder) : dropRights(folder);
    try {
      return await fn(undo === null ? '/sys/kernel' : folder);
    } finally {
      undo?.();
    }
  });
}

function dropRights(folder: string): () => void {
  chmodSync(folder, 0o555);
  return () => {
    chmodSync(folder, 0o755);
  };
}

function mountReadOnly(folder: string): (() => void) | null {
  const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder]);
  if (mounted.status !== 0) return null;
  return () => {
    spawnSync('/bin/umount', [folder]);
  };
}
