import { basename, dirname, join } from 'node:path';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { removeFileNow, renameFileNow, writeFileNow } from '../file-store.ts';

/** Changes of files that belong to a write of the database. */
export class FileSteps {
  readonly #undos: (() => void)[] = [];
  readonly #removed: string[] = [];

  move(from: string, to: string): void {
    renameFileNow(from, to);
    this.#undos.push(() => renameFileNow(to, from));
  }

  rewrite(paths: WorkspacePaths, path: string, before: string | null, after: string): void {
    if (before === after) return;
    writeFileNow(paths, path, after);
    this.#undos.push(() => {
      if (before !== null) writeFileNow(paths, path, before);
    });
  }

  /** Puts a file aside, under a name that is none of a pipeline; it is deleted once the write is on the disk. */
  remove(path: string): void {
    const aside = join(dirname(path), `.${basename(path)}.removed`);
    this.move(path, aside);
    this.#removed.push(aside);
  }

  finish(): void {
    for (const path of this.#removed) removeFileNow(path);
  }

  undo(): void {
    for (const undo of this.#undos.reverse()) undo();
  }
}

/**
 * A write that changes files too: when it does not come about, for whatever reason, they are as they were.
 * @throws what `work`, a step or the database throws
 */
export async function writeWithFiles<R>(
  ctx: EngineContext,
  work: (tx: WriteTx, files: FileSteps) => R extends Promise<unknown> ? never : R,
): Promise<R> {
  const files = new FileSteps();
  let result: R;
  try {
    result = await ctx.write((tx) => work(tx, files));
  } catch (error) {
    files.undo();
    throw error;
  }
  files.finish();
  return result;
}
