import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of a laptop that keeps its promises, ms per sync. */
export const slowSyncMs = 5;

/**
 * The environment in which a server meets a disk whose syncs take `slowSyncMs` longer; null where that cannot be had: it
 * wants Linux and a C compiler.
 */
export function slowSyncEnvironment(folder: string): Record<string, string> | null {
  if (process.platform !== 'linux') return null;
  const library = join(folder, 'slow-sync.so');
  const source = join(import.meta.dirname, 'slow-sync.c');
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']);
  return status === 0 ? { LD_PRELOAD: library, SLOW_SYNC_MS: String(slowSyncMs) } : null;
}

const syncs = 200;

/** One page written and synced, in ms: what this disk asks for a promise. */
export function measureSync(folder: string): number {
  const handle = openSync(join(folder, 'sync.bin'), 'w');
  const page = Buffer.alloc(4096);
  const start = performance.now();
  for (let n = 0; n < syncs; n++) {
    writeSync(handle, page, 0, page.length, 0);
    fsyncSync(handle);
  }
  closeSync(handle);
  return (performance.now() - start) / syncs;
}
