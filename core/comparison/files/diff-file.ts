import type { FileDifference } from '#contract/run-differences.ts';
import type { Inputs } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { parseTable } from '../predictions/read-table.ts';
import type { RawTable } from '../predictions/raw-table.ts';
import { findBoth } from './compare-files.ts';
import { diffLines } from './diff-lines.ts';
import { diffTables } from './diff-tables.ts';
import { listFilesOfRun, type FileOfRun } from './files-of-run.ts';
import { haveSameBytes, readWholeFile } from './read-file.ts';

const maxTextBytes = 4 * 1024 * 1024;
const maxTableBytes = 32 * 1024 * 1024;
const tableName = /\.(csv|tsv|parquet|jsonl|ndjson|json)$/i;
const noFile: RawTable = { columns: [], rows: [] };

/** What differs in one file of two runs. @throws NOT_FOUND when neither has it */
export async function diffFile(
  ctx: EngineContext,
  { runs, path, as }: Inputs['comparison']['fileDiff'],
): Promise<FileDifference> {
  const [a, b] = findBoth(ctx, runs);
  const [first, second] = [
    (await listFilesOfRun(ctx, a)).files.get(path),
    (await listFilesOfRun(ctx, b)).files.get(path),
  ];
  if (first === undefined && second === undefined)
    throw new StileError(
      'NOT_FOUND',
      `Neither run has a file "${path}". \`stile run diff <run> <run> --all\` shows those that are there.`,
      { kind: 'artifact', id: path },
    );
  const tables = as === 'text' || !tableName.test(path) ? null : await readTables(ctx, first, second);
  return tables === null ? diffTexts(ctx, first, second) : diffTables(tables.first, tables.second);
}

async function readTables(ctx: EngineContext, first: FileOfRun | undefined, second: FileOfRun | undefined) {
  const [one, other] = [await readTable(ctx, first), await readTable(ctx, second)];
  return one === null || other === null ? null : { first: one, second: other };
}

async function readTable(ctx: EngineContext, file: FileOfRun | undefined): Promise<RawTable | null> {
  if (file === undefined) return noFile;
  const bytes = await readWholeFile(ctx, file.owner, file.path, maxTableBytes);
  if ('problem' in bytes) return null;
  const table = await parseTable(bytes, file.path);
  return table === null || 'tooManyRows' in table ? null : table;
}

async function diffTexts(
  ctx: EngineContext,
  first: FileOfRun | undefined,
  second: FileOfRun | undefined,
): Promise<FileDifference> {
  const [one, other] = [await readLines(ctx, first), await readLines(ctx, second)];
  if (typeof one !== 'string' && typeof other !== 'string')
    return { kind: 'text', chunks: diffLines(one, other) };
  const isSame = first !== undefined && second !== undefined && (await haveSameBytes(ctx, first, second));
  return { kind: 'bytes', isSame, why: typeof one === 'string' ? one : (other as 'binary' | 'too_large') };
}

async function readLines(
  ctx: EngineContext,
  file: FileOfRun | undefined,
): Promise<string[] | 'binary' | 'too_large'> {
  if (file === undefined) return [];
  const bytes = await readWholeFile(ctx, file.owner, file.path, maxTextBytes);
  if ('problem' in bytes) return bytes.problem === 'too_large' ? 'too_large' : [];
  return isText(bytes) ? toLines(bytes.toString('utf8')) : 'binary';
}

/** Valid UTF-8 without a zero, as `git` tells texts too. */
function isText(bytes: Buffer<ArrayBuffer>): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Without the empty line after the last line break. */
export function toLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
