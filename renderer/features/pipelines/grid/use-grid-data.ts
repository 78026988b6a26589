import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { GridRun } from '#contract/pipeline-views.ts';
import type { PipelineRunState } from '#contract/pipelines.ts';
import { readPipeline } from '#core/pipeline-text/index.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { mediansOf } from '../medians.ts';
import type { FileTask, GridCell } from './grid-rows.ts';

const runsAtOnce = 60;

/** A run with its cells at hand by their task. */
export type GridColumn = Omit<GridRun, 'cells'> & { readonly cells: ReadonlyMap<string, GridCell> };

/** The runs of a pipeline, newest first and as far back as was asked for, and what its file says of tasks. */
export function useGridData(name: string, state: PipelineRunState | null) {
  const { bridge } = useApp();
  const pages = useInfiniteQuery({
    queryKey: [...keys.pipelineRunLists, 'grid', name, state],
    queryFn: ({ signal, pageParam }) =>
      bridge.client.pipelines.grid(
        {
          name,
          maxResults: runsAtOnce,
          ...(state !== null && { states: [state] }),
          ...(pageParam !== null && { pageToken: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    placeholderData: keepPreviousData,
  });
  const file = useQuery({
    queryKey: [...keys.pipelines, 'tasks', name],
    queryFn: async ({ signal }): Promise<readonly FileTask[]> => {
      const { text } = await bridge.client.pipelines.get({ name }, { signal });
      return (readPipeline(text).graph?.tasks ?? []).map(({ id, needs, group }) => ({ id, needs, group }));
    },
    retry: false,
  });
  const list = pages.data?.pages;
  const runs = useMemo(() => list?.flatMap((page) => page.runs) ?? [], [list]);
  const columns = useMemo(
    () =>
      runs.map((run): GridColumn => ({
        ...run,
        cells: new Map(run.cells.map((cell) => [cell.taskId, cell])),
      })),
    [runs],
  );
  const medians = useMemo(() => mediansOf(runs.flatMap(({ cells }) => cells)), [runs]);
  return { pages, runs, columns, medians, medianMs: list?.[0]?.medianMs ?? null, tasks: file.data ?? none };
}

const none: readonly FileTask[] = [];
