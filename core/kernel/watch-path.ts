import { statSync, watch } from 'node:fs';

/**
 * Calls `onChange` when something happens at a path. Where it cannot be watched (it is not there, a network drive)
 * nothing is told: whoever must not miss a change looks by itself now and then. Returns what ends the watch.
 */
export function watchPath(path: string, onChange: () => void): () => void {
  try {
    const watcher = watch(path, { persistent: false }, onChange);
    const close = (): void => {
      watcher.close();
    };
    watcher.on('error', close);
    return close;
  } catch {
    return () => undefined;
  }
}

/** Changes with the file at a path: its place on the disk, its size, its time. Null when nothing is there. */
export function readPathStamp(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : [found.ino, found.size, found.mtimeNs].join(' ');
}
