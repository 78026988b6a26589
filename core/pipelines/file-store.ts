import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { invalidArgument, StileError, systemCode } from '#core/kernel/errors.ts';
import { makeFolders, syncFolder, writeFileAtomic } from '#core/kernel/files.ts';
import { checkPortableName, nameProblemText } from '#core/kernel/portable-names.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { hashBytes } from '#core/store/blobs.ts';

/* The files of `<workspace>/pipelines` inside of one write: looked at and changed without a turn in between. */

export const pipelineExtension = '.yaml';

/** What a file holds at this moment. */
export interface FileNow {
  /** null: it is no UTF-8, and an editor would not give it back as it was */
  text: string | null;
  /** SHA-256 of its bytes, hex */
  hash: string;
}

/** Absolute. The name is not checked: see `refuseName`. */
export function pipelinePath({ pipelines }: WorkspacePaths, name: string): string {
  return join(pipelines, name + pipelineExtension);
}

/** null when there is no such file. Throws what the file system says of one that cannot be read. */
export function readFileNow(path: string): FileNow | null {
  try {
    const bytes = readFileSync(path);
    return { text: isUtf8(bytes) ? bytes.toString('utf8') : null, hash: hashBytes(bytes) };
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return null;
    throw error;
  }
}

/** Writes a file of the folder whole or not at all; one that is a link is written where it leads to. */
export function writeFileNow(paths: WorkspacePaths, path: string, text: string): void {
  makeFolders(paths.pipelines);
  const known = statSync(path, { throwIfNoEntry: false });
  const mode = known === undefined ? undefined : known.mode & 0o777;
  writeFileAtomic(known === undefined ? path : realpathSync(path), text, mode);
}

/** A missing one is fine. */
export function removeFileNow(path: string): void {
  rmSync(path, { force: true, maxRetries: 5, retryDelay: 20 });
}

/** How often a rename is tried again, and how long it waits before, in ms: Windows lets nothing be moved that is being read. */
const [mostTries, busyMs] = [5, 20];

/** Moves a file of the folder; a link as the link that it is. */
export function renameFileNow(from: string, to: string): void {
  for (let left = mostTries; ; left--) {
    try {
      renameSync(from, to);
      syncFolder(dirname(to));
      return;
    } catch (error) {
      if (left === 0 || !['EPERM', 'EBUSY', 'EACCES'].includes(systemCode(error))) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, busyMs);
    }
  }
}

/** Names of the files that are there, the broken ones, folders and links that lead nowhere too, as the disk spells them. */
function listNamesNow({ pipelines }: WorkspacePaths): string[] {
  try {
    return readdirSync(pipelines)
      .filter((file) => file.endsWith(pipelineExtension) && !file.startsWith('.'))
      .map((file) => file.slice(0, -pipelineExtension.length));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** What is wrong with a name; null for one that every system takes. */
export function checkPipelineName(name: string): { reason: string; remedy: string } | null {
  const problem =
    name === ''
      ? 'empty'
      : (checkPortableName(name + pipelineExtension) ?? (name.startsWith('.') ? 'dot_name' : null));
  return problem === null ? null : nameProblemText[problem];
}

/** @throws INVALID_ARGUMENT for a name that some system refuses */
export function refuseName(name: string, field = 'name'): void {
  const problem = checkPipelineName(name);
  if (problem !== null) throw invalidArgument(field, name, problem.reason, problem.remedy);
}

/** @throws ALREADY_EXISTS when another file is called the same but for case. @param except a name that is given up */
export function refuseTwin(paths: WorkspacePaths, name: string, except?: string): void {
  const folded = foldName(name);
  const twin = listNamesNow(paths).find(
    (other) => other !== name && other !== except && foldName(other) === folded,
  );
  if (twin === undefined) return;
  const message = `There is a pipeline "${twin}" already, which on Windows and macOS is the same file as "${name}". Take another name.`;
  throw alreadyThere(name, twin, message);
}

/** @throws ALREADY_EXISTS when the name is taken, by whatever it is. @param except as for `refuseTwin` */
export function refuseTaken(paths: WorkspacePaths, name: string, except?: string): void {
  refuseTwin(paths, name, except);
  if (!listNamesNow(paths).includes(name)) return;
  const message = `There is a pipeline "${name}" already. Take another name, or remove that one first.`;
  throw alreadyThere(name, name, message);
}

/** As disks compare names that do not tell case, nor ways to write an é. */
function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function alreadyThere(name: string, id: string, message: string): StileError {
  return new StileError('ALREADY_EXISTS', message, { kind: 'pipeline', name, id, lifecycle: 'active' });
}
