import { queryOptions } from '@tanstack/react-query';
import type { Run } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { toProblem } from '#renderer/bridge/problems.ts';

export type LogSource =
  | { readonly kind: 'file'; readonly id: string; readonly path: string; readonly size: number }
  | {
      readonly kind: 'task';
      readonly id: string;
      readonly pipelineRunId: string;
      readonly taskId: string;
      readonly mapIndex: number;
      readonly attempt: number;
    };

export function logSourcesQuery(client: EngineClient, run: Run) {
  return queryOptions({
    queryKey: [...keys.artifacts(run.runId), 'log-sources'],
    queryFn: async ({ signal }): Promise<readonly LogSource[]> => [
      ...(await taskSource(client, run, signal)),
      ...(await fileSources(client, run.runId, signal)),
    ],
  });
}

/** The try of the task that made the run, as the tags say that the runner of pipelines has set. */
async function taskSource(
  client: EngineClient,
  run: Run,
  signal: AbortSignal,
): Promise<readonly LogSource[]> {
  const tag = (key: string): string | undefined => run.tags.find((one) => one.key === key)?.value;
  const pipelineRunId = tag('stile.pipelineRunId');
  const taskId = tag('stile.task');
  if (pipelineRunId === undefined || taskId === undefined) return [];
  const mapIndex = Number(tag('stile.mapIndex') ?? -1);
  const attempt = Number(tag('stile.tryNumber') ?? tag('stile.try') ?? 1);
  try {
    await client.pipelines.log({ pipelineRunId, taskId, mapIndex, try: attempt }, { signal });
  } catch (error) {
    // The pipeline run was deleted; what it made is still here.
    if (toProblem(error).code === 'NOT_FOUND') return [];
    throw error;
  }
  return [{ kind: 'task', id: `task ${taskId}`, pipelineRunId, taskId, mapIndex, attempt }];
}

async function fileSources(
  client: EngineClient,
  runId: string,
  signal: AbortSignal,
): Promise<readonly LogSource[]> {
  const { files } = await client.artifacts.list({ runId, path: '' }, { signal });
  const folder = files.find(({ path, isFolder }) => isFolder && path === 'logs');
  const inside =
    folder === undefined ? [] : (await client.artifacts.list({ runId, path: 'logs' }, { signal })).files;
  return [...files.filter(({ path }) => path.endsWith('.log')), ...inside]
    .filter(({ isFolder }) => !isFolder)
    .map(({ path, size }) => ({ kind: 'file', id: `file ${path}`, path, size: size ?? 0 }));
}

/** What a log of this many bytes ends with is shown; the download has all of it. */
const tailBytes = 256 * 1024;

export type LogText = { readonly text: string; readonly isCut: boolean };

/** The end of a log, beginning with a whole line. */
export function logTailQuery(client: EngineClient, runId: string, source: LogSource) {
  if (source.kind === 'file') {
    const offset = Math.max(0, source.size - tailBytes);
    return queryOptions({
      queryKey: [...keys.artifacts(runId), 'log', source.path, source.size],
      queryFn: async ({ signal }): Promise<LogText> => {
        const { chunk } = await client.artifacts.read({ runId, path: source.path, offset }, { signal });
        return fromWholeLine(await chunk.text(), offset > 0);
      },
    });
  }
  const { pipelineRunId, taskId, mapIndex, attempt } = source;
  const place = { pipelineRunId, taskId, mapIndex, try: attempt };
  return queryOptions({
    queryKey: [...keys.pipelineLog(pipelineRunId), 'of-run', taskId, mapIndex, attempt],
    queryFn: async ({ signal }): Promise<LogText> => {
      const first = await client.pipelines.log({ ...place, offset: 0 }, { signal });
      const from = Math.max(first.nextOffset, first.size - tailBytes);
      const isCut = from > first.nextOffset;
      let text = isCut ? '' : first.text;
      for (let offset = from, { size } = first; offset < size;) {
        const piece = await client.pipelines.log({ ...place, offset }, { signal });
        if (piece.nextOffset <= offset) break;
        text += piece.text;
        ({ nextOffset: offset, size } = piece);
      }
      return fromWholeLine(text, isCut);
    },
  });
}

function fromWholeLine(text: string, isCut: boolean): LogText {
  return { text: isCut ? text.slice(text.indexOf('\n') + 1) : text, isCut };
}
