import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withFolder } from './with-engine.ts';

/** A small disk of its own, to be filled or made read-only. As root, permissions would not stop a write; a mount does. */
export interface TestDisk {
  folder: string;
  /** Fills the disk up to this many free bytes; `free()` gives the room back. */
  fill(freeBytes: number): void;
  free(): void;
  setReadOnly(readOnly: boolean): void;
}

/** Why no disk can be mounted here, in a few words; null when it works. */
export function whyNoMounts(): string | null {
  if (process.platform !== 'linux') return 'mounts are tried on Linux only';
  const folder = mkdtempSync(join(tmpdir(), 'stile mount '));
  try {
    run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder);
    run('umount', folder);
    return null;
  } catch {
    return 'this user may not mount';
  } finally {
    rmdirSync(folder);
  }
}

/** Mounts a disk of `bytes` in memory, runs `fn`, and takes it away again. */
export function withDisk<T>(bytes: number, fn: (disk: TestDisk) => Promise<T>): Promise<T> {
  return withFolder(async (parent) => {
    const folder = join(parent, 'disk');
    mkdirSync(folder);
    run('mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder);
    const filler = join(folder, 'filler');
    try {
      return await fn({
        folder,
        fill: (freeBytes) => {
          writeFileSync(filler, '');
          const { bavail, bsize } = statfsSync(folder);
          writeFileSync(filler, Buffer.alloc(Math.max(bavail * bsize - freeBytes, 0)));
        },
        free: () => {
          writeFileSync(filler, '');
        },
        setReadOnly: (readOnly) => {
          run('mount', '-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder);
        },
      });
    } finally {
      run('umount', folder);
    }
  });
}

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr}`);
}
