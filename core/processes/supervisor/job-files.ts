import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '#core/kernel/errors.ts';
import { syncFolder } from '#core/kernel/files.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { ProcessIdentity } from './process-identity.ts';
import type { ExitRecord, Job } from './messages.ts';

/* The folder of an attempt is what an engine, its supervisor and every later engine know of a program:

   intent.json   it is about to be started
   started.json  who it is, and who waits for its end
   exit.json     how it ended

   Each is there whole or not at all, whichever process is killed whenever: a rename needs no sync for that. Only a cut
   of the power can lose a file that was not synced, or leave it empty, and an empty one counts as none. With the power
   every process goes: the boot id tells, and the attempt was interrupted. What the engine came to know stands in its
   database, which is synced. So a file is synced where it alone knows: when the engine is dead, and the program is not. */

const intentFile = 'intent.json';
const startedFile = 'started.json';
const exitFile = 'exit.json';

/** What `started.json` holds. */
export interface StartedRecord extends ProcessIdentity {
  pid: number;
  startToken: string;
  bootId: string;
  /** Who writes how it ends. */
  supervisor: { pid: number; startToken: string };
}

/** What a program of a task finds in STILE_STOP_FILE when it is to end: the way that works on every system. */
export function stopFileOf(folder: string): string {
  return join(folder, 'stop');
}

/** Makes the folder and says what is about to be started. A try that is started again forgets the time before. */
export function writeIntent({ id, command, args, cwd, folder, onEngineExit }: Job, at: number): void {
  const file = join(folder, intentFile);
  mkdirSync(folder, { recursive: true });
  if (existsSync(file)) {
    for (const name of [startedFile, exitFile]) rmSync(join(folder, name), { force: true });
    rmSync(stopFileOf(folder), { force: true });
  }
  writeFileSync(file, JSON.stringify({ id, command, args, cwd, onEngineExit, at }));
}

export function writeStarted(folder: string, record: StartedRecord): void {
  writeWhole(join(folder, startedFile), record);
}

/** @param isDurable syncs it, and before it what the program left in its folder, so that they tell the same */
export function writeExit(folder: string, record: ExitRecord, isDurable: boolean): void {
  if (isDurable) syncFiles(folder);
  writeWhole(join(folder, exitFile), record, isDurable);
  if (isDurable) syncFolder(folder);
}

/** True when something was, or was about to be, started for this folder. */
export function hasIntent(folder: string): boolean {
  return existsSync(join(folder, intentFile));
}

export async function readExit(folder: string): Promise<ExitRecord | null> {
  const { code, signal, at, isEngineExit } = await readFields(join(folder, exitFile));
  if (typeof at !== 'number' || typeof isEngineExit !== 'boolean') return null;
  return {
    code: typeof code === 'number' ? code : null,
    signal: typeof signal === 'string' ? signal : null,
    at,
    isEngineExit,
  };
}

export async function readStarted(folder: string): Promise<StartedRecord | null> {
  const { pid, startToken, bootId, supervisor } = await readFields(join(folder, startedFile));
  const { pid: watcher, startToken: token } = toFields(supervisor);
  if (typeof pid !== 'number' || typeof startToken !== 'string' || typeof bootId !== 'string') return null;
  if (typeof watcher !== 'number' || typeof token !== 'string') return null;
  return { pid, startToken, bootId, supervisor: { pid: watcher, startToken: token } };
}

type Fields = Record<string, Json | undefined>;

/** Of a file that is not there, or holds nothing: none. */
async function readFields(file: string): Promise<Fields> {
  try {
    return toFields(parseJson(await readFile(file, 'utf8')));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return {};
    throw error;
  }
}

function toFields(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function writeWhole(file: string, value: object, isDurable = false): void {
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w');
  try {
    writeFileSync(handle, JSON.stringify(value));
    if (isDurable) fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}

/** What the program wrote beside: its outputs are of no use when only their absence survives. */
function syncFiles(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    // Read-only ones count too; Windows syncs only what may be written.
    const handle = openSync(join(folder, entry.name), process.platform === 'win32' ? 'r+' : 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }
}
