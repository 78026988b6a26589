import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineEvent } from '#contract/events.ts';
import { errorText, systemCode } from '#core/kernel/errors.ts';
import { createTurns } from '#core/kernel/one-at-a-time.ts';
import { hashBytes } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { pipelineExtension } from '../file-store.ts';
import { layoutExtension } from './layout-file.ts';

/** Tells the windows of files of the pipelines' folder that other programs have written, moved or deleted. */
export interface FileAnnouncer {
  /** Looks at the folder: what is another file than at the last look is announced, by its hash. */
  look(): Promise<void>;
  stop(): void;
}

/** A file as it was seen last; without a stamp it was written by this engine, or is not there. */
interface Seen {
  stamp: string | null;
  hash: string | null;
}

/** @param listen hears what this engine announces itself, which is not told again */
export function createFileAnnouncer(
  ctx: EngineContext,
  listen: (listener: (events: readonly EngineEvent[]) => void) => () => void,
): FileAnnouncer {
  const seen = new Map<string, Seen>();
  const turns = createTurns();
  let isFirst = true;
  const stop = listen((events) => {
    for (const event of events) {
      const file = eventToFile(event);
      if (file !== null) seen.set(file.name, { stamp: null, hash: file.hash });
    }
  });
  const look = async (): Promise<void> => {
    const changed = await findChanged(ctx.paths.pipelines, seen);
    const events = isFirst ? [] : changed.flatMap(([file, hash]) => fileToEvent(file, hash));
    isFirst = false;
    if (events.length === 0) return;
    await ctx.write((tx) => {
      for (const event of events) tx.emit(event);
      tx.unchanged();
    });
  };
  return {
    stop,
    look: () =>
      turns(look).catch((error: unknown) => {
        ctx.logger.warn({ cause: errorText(error) }, 'the folder of pipelines cannot be looked at');
      }),
  };
}

/** Files that are others than before, with their hashes; null for one that is gone. Brings `seen` in line. */
async function findChanged(folder: string, seen: Map<string, Seen>): Promise<[string, string | null][]> {
  const files = (await listFiles(folder)).filter((file) => !file.startsWith('.') && fileKind(file) !== null);
  const changed: [string, string | null][] = [];
  for (const file of files) {
    const stamp = await readStamp(join(folder, file));
    const known = seen.get(file);
    if (stamp === null || stamp === known?.stamp) continue;
    const hash = await readHash(join(folder, file));
    // One that is held by whoever writes it is looked at with the event of its next change.
    if (hash === null) continue;
    // What was announced in the meantime is known by now.
    if (seen.get(file)?.hash !== hash) changed.push([file, hash]);
    seen.set(file, { stamp, hash });
  }
  const here = new Set(files);
  for (const [file, { hash }] of seen) {
    if (here.has(file)) continue;
    if (hash !== null) changed.push([file, null]);
    seen.delete(file);
  }
  return changed;
}

function fileKind(file: string): { type: 'pipeline' | 'layout'; name: string } | null {
  if (file.endsWith(pipelineExtension))
    return { type: 'pipeline', name: file.slice(0, -pipelineExtension.length) };
  if (file.endsWith(layoutExtension)) return { type: 'layout', name: file.slice(0, -layoutExtension.length) };
  return null;
}

function fileToEvent(file: string, hash: string | null): EngineEvent[] {
  const kind = fileKind(file);
  if (kind === null) return [];
  const { name } = kind;
  return [
    kind.type === 'pipeline'
      ? { type: 'pipeline.changed', name, hash }
      : { type: 'pipeline.layoutChanged', name, hash },
  ];
}

function eventToFile(event: EngineEvent): { name: string; hash: string | null } | null {
  if (event.type === 'pipeline.changed' && event.hash !== undefined)
    return { name: event.name + pipelineExtension, hash: event.hash };
  if (event.type === 'pipeline.layoutChanged')
    return { name: event.name + layoutExtension, hash: event.hash };
  return null;
}

async function listFiles(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
}

async function readStamp(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found?.isFile() === true ? `${found.mtimeNs} ${found.size} ${found.ino}` : null;
}

/** null while it cannot be read */
async function readHash(path: string): Promise<string | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? null : hashBytes(bytes);
}
