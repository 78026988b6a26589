import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { AttemptDetail } from '#contract/pipeline-views.ts';
import type { Inputs } from '#contract/procedures.ts';
import { systemCode } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import { asObject } from '../definition/outline.ts';
import { readPipelineText } from '../definition/pipeline-text.ts';
import { readTaskSource } from '../definition/task-source.ts';
import { findAttempt } from '../read-log.ts';
import { readAttemptLineage } from './attempt-lineage.ts';
import type { AttemptRow } from '../run/rows.ts';

/**
 * What one attempt was given, ran in and left; of a task that has not been tried yet, what its file says.
 * @throws NOT_FOUND for a run, a task, an instance or a try that is not there
 */
export async function readAttempt(
  ctx: EngineContext,
  choice: Inputs['pipelines']['attempt'],
): Promise<AttemptDetail> {
  const { run, task, attempt } = findAttempt(ctx, choice);
  const text = readText(ctx, run.definition_hash);
  const { source, value } = readTaskSource(text, task.task_id);
  const folder = attempt === null ? '' : join(ctx.paths.root, attempt.folder);
  return {
    input: attempt?.input == null ? null : (parseJson(attempt.input) ?? null),
    written: asObject(value)['with'] ?? {},
    source,
    folder,
    files: folder === '' ? [] : await listFiles(folder),
    environment: { ...(await readEnvironment(attempt, folder)), variables: readVariables(text, value) },
    lineage: readAttemptLineage(ctx, run.uuid, task, attempt?.try ?? 0),
    cachedFrom: findOrigin(ctx, attempt),
  };
}

async function readEnvironment(
  attempt: AttemptRow | null,
  folder: string,
): Promise<Omit<AttemptDetail['environment'], 'variables'>> {
  if (attempt === null) return { hash: null, python: null, exitCode: null, signal: null, pid: null };
  const { environment_hash: hash, exit_code: exitCode, signal, pid } = attempt;
  return { hash, python: await readPython(folder), exitCode, signal, pid };
}

function readText(ctx: EngineContext, hash: string): string {
  return (
    ctx.db.get<{ text: string }>('SELECT text FROM pipeline_definitions WHERE hash = ?', hash)?.text ?? ''
  );
}

/** As the file declares them, of all tasks and of this one: templates in them are not filled in. */
function readVariables(text: string, task: unknown): Record<string, string> {
  const defaults = asObject(asObject(readPipelineText(text).data)['defaults']);
  const declared = { ...asObject(defaults['env']), ...asObject(asObject(task)['env']) };
  return Object.fromEntries(
    Object.entries(declared).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value ?? null),
    ]),
  );
}

/** More are not listed: a folder of an attempt holds what its task left, which may be anything. */
const mostFiles = 1000;

/** In the order of their names; slash-separated, from the folder. Links are not followed. */
async function listFiles(folder: string): Promise<AttemptDetail['files']> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .slice(0, mostFiles);
    const files = await Promise.all(
      paths.map(async (path) => ({
        path: path.slice(folder.length + 1).replaceAll(sep, '/'),
        size: await sizeOf(path),
      })),
    );
    return files.filter((file): file is { path: string; size: number } => file.size !== null);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** null when it went away meanwhile */
async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** As the attempt has noted it: `3.12.4, /usr/bin/python3`; null where it ran no Python. */
async function readPython(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, 'environment.json'), 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const facts = asObject(parseJson(text));
  const words = ['version', 'interpreter']
    .map((key) => facts[key])
    .filter((fact) => typeof fact === 'string');
  return words.length === 0 ? null : words.join(', ');
}

function findOrigin(ctx: EngineContext, attempt: AttemptRow | null): AttemptDetail['cachedFrom'] {
  if (attempt?.cached_from == null) return null;
  const row = ctx.db.get<{ uuid: string; task_id: string }>(
    `SELECT uuid, task_id FROM task_attempts JOIN task_runs ON task_runs.id = task_run_id
       JOIN pipeline_runs ON pipeline_runs.id = run_id WHERE task_attempts.id = ?`,
    attempt.cached_from,
  );
  return row === undefined ? null : { pipelineRunId: row.uuid, taskId: row.task_id };
}
