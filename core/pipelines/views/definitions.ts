import type { DiffLine } from '#contract/pipeline-views.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { diffLines } from '#core/comparison/index.ts';
import { hasCode, showValue, StileError } from '#core/kernel/errors.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { PipelineFileContent, PipelineFiles } from '../pipeline-files.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

interface Place {
  files: PipelineFiles;
  ctx: EngineContext;
}

interface VersionRow {
  hash: string;
  created_at: number;
  runs: number;
  last_run_at: number;
}

/** Texts that runs of a pipeline have run; of one whose file is gone, too. @throws NOT_FOUND without file and runs */
export async function readVersions(
  { files, ctx }: Place,
  { name }: In['versions'],
): Promise<Out['versions']> {
  const rows = ctx.db.all<VersionRow>(
    `SELECT hash, created_at, count(*) AS runs, max(queued_at) AS last_run_at
     FROM pipeline_runs JOIN pipeline_definitions ON hash = definition_hash
     WHERE pipeline = ? GROUP BY hash ORDER BY max(pipeline_runs.id) DESC`,
    name,
  );
  const current = await readFile(files, name, rows.length > 0);
  const currentHash = current === null ? null : hashText(current.text);
  return {
    versions: rows.map((row) => ({
      hash: row.hash,
      createdAt: row.created_at,
      runs: row.runs,
      lastRunAt: row.last_run_at,
      isCurrent: row.hash === currentHash,
    })),
  };
}

/** null when the file is gone and that does not matter. */
async function readFile(
  files: PipelineFiles,
  name: string,
  mayBeGone: boolean,
): Promise<PipelineFileContent | null> {
  try {
    return await files.read(name);
  } catch (error) {
    if (mayBeGone && hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
}

/** @throws NOT_FOUND for a text that neither a run of the pipeline nor its file has */
export async function readDefinitionText(
  place: Place,
  { name, hash }: In['definition'],
): Promise<Out['definition']> {
  const stored = findDefinition(place.ctx.db, name, hash);
  if (stored !== undefined) return { text: stored };
  const current = await readFile(place.files, name, true);
  if (current !== null && hashText(current.text) === hash) return { text: current.text };
  throw new StileError(
    'NOT_FOUND',
    `The pipeline ${name} has no version "${showValue(hash)}". \`stile pipeline versions ${name}\` lists them.`,
    { kind: 'pipeline', id: `${name}@${showValue(hash)}` },
  );
}

/** The text that a run of the pipeline has run; by its whole hash. */
function findDefinition(db: ReadableDb, name: string, hash: string): string | undefined {
  return db.get<{ text: string }>(
    `SELECT text FROM pipeline_definitions
     WHERE hash = ? AND EXISTS (SELECT 1 FROM pipeline_runs WHERE pipeline = ? AND definition_hash = hash)`,
    hash,
    name,
  )?.text;
}

/** Line by line, what `to` has made of `from`. @throws NOT_FOUND */
export async function compareDefinitions(
  place: Place,
  { name, from, to }: In['compareDefinitions'],
): Promise<Out['compareDefinitions']> {
  const [before, after] = await Promise.all([readText(place, name, from), readText(place, name, to)]);
  const lines = numberLines(toLines(before), toLines(after));
  const count = (kind: DiffLine['kind']): number => lines.filter((line) => line.kind === kind).length;
  return { lines, added: count('added'), removed: count('removed') };
}

async function readText(
  place: Place,
  name: string,
  which: In['compareDefinitions']['from'],
): Promise<string> {
  if ('hash' in which) return (await readDefinitionText(place, { name, hash: which.hash })).text;
  return (await place.files.read(name)).text;
}

/** A newline at the end makes no further line. */
function toLines(text: string): string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function numberLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let [from, to] = [0, 0];
  return diffLines(before, after).flatMap(({ isSame, first, second }): DiffLine[] => {
    if (isSame) return first.map((text) => ({ kind: 'same', from: ++from, to: ++to, text }));
    return [
      ...first.map((text): DiffLine => ({ kind: 'removed', from: ++from, to: null, text })),
      ...second.map((text): DiffLine => ({ kind: 'added', from: null, to: ++to, text })),
    ];
  });
}
