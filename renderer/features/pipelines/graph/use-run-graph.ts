import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineRun } from '#contract/pipelines.ts';
import { readPipeline } from '#core/pipeline-text/index.ts';
import type { PipelineGraph } from '#core/pipeline-text/index.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { KeptCards, placesOfCards, toCards } from '#renderer/parts/flow/folded-cards.ts';
import type { Places } from '#renderer/parts/flow/layout/flow-places.ts';
import { usePlaces } from '#renderer/parts/flow/use-places.ts';
import { useKeptNames } from '#renderer/parts/use-kept.ts';
import { groupInstances } from '../task-groups.ts';
import { definitionQuery } from '../versions/queries.ts';
import { readMaxTries } from './max-tries.ts';
import { drawRunGroup, drawRunTask, toRunEdges } from './run-cards.ts';
import type { RunTask } from './run-cards.ts';

/** The tasks of a run as cards, lines and places; those that a person has moved in the editor stand there. */
export function useRunGraph(run: PipelineRun) {
  const { t } = useTranslation();
  const said = useSaid(run);
  const folding = useFolding(run.pipeline, said?.collapsed ?? none);
  const { folded } = folding;
  const tasks = useMemo(() => (said === null ? noTasks : toRunTasks(run, said.graph)), [run, said]);
  const graph = useMemo(() => ({ tasks, byId: new Map(tasks.map((task) => [task.id, task])) }), [tasks]);
  const laid = useMemo(() => tasks.map(({ id, needs, group }) => ({ id, title: id, needs, group })), [tasks]);
  const fixed = useMemo(() => fixedOf(laid, said?.positions ?? {}), [laid, said?.positions]);
  const { places } = usePlaces(`run ${run.pipeline}`, laid, fixed);
  const [kept] = useState(() => new KeptCards());
  const cards = useMemo(
    () =>
      kept.keep(
        toCards(graph, folded, {
          task: (task) => drawRunTask(task, t),
          group: (group, members) => drawRunGroup(group, members, t),
        }),
      ),
    [kept, graph, folded, t],
  );
  const edges = useMemo(() => toRunEdges(cards, tasks, folded), [cards, tasks, folded]);
  const shown = useMemo(
    () => (places === null || said === null ? null : placesOfCards(graph, folded, places)),
    [graph, folded, places, said],
  );
  return { graph, cards, edges, shown, ...folding };
}

const none: readonly string[] = [];
const noTasks: readonly RunTask[] = [];

/** What the text of the run and the pipeline's layout say; null while they are read. Without them a run is drawn from its tasks alone. */
function useSaid({ pipeline: name, definitionHash }: PipelineRun) {
  const { bridge } = useApp();
  const text = useQuery(definitionQuery(bridge.client, name, definitionHash));
  const layout = useQuery({
    queryKey: keys.pipelineLayout(name),
    queryFn: ({ signal }) => bridge.client.pipelines.layout({ name }, { signal }),
    retry: false,
  });
  const graph = useMemo(() => (text.data === undefined ? null : readPipeline(text.data).graph), [text.data]);
  const isRead = !text.isPending && !layout.isPending;
  return useMemo(
    () =>
      isRead
        ? { graph, positions: layout.data?.positions ?? {}, collapsed: layout.data?.collapsed ?? none }
        : null,
    [isRead, graph, layout.data],
  );
}

function toRunTasks({ tasks }: PipelineRun, graph: PipelineGraph | null): readonly RunTask[] {
  return groupInstances(tasks).map(({ task, instances }) => {
    const said = graph?.byId.get(task.taskId);
    return {
      id: task.taskId,
      needs: task.needs,
      group: said?.group ?? null,
      task,
      instances,
      maxTries: readMaxTries(said?.data, graph?.top['defaults']),
    };
  });
}

function fixedOf(
  tasks: readonly { readonly id: string }[],
  positions: Readonly<Record<string, { x: number; y: number }>>,
): Places {
  return new Map(
    tasks.flatMap(({ id }) => {
      const place = positions[id];
      return place === undefined ? [] : [[id, place] as const];
    }),
  );
}

/**
 * Groups begin as the editor left them; what is folded here changes no file, and holds for all runs of the pipeline
 * until it is what the editor says again.
 */
function useFolding(pipeline: string, collapsed: readonly string[]) {
  const { names: own, keep, forget } = useKeptNames(`run.folded.${pipeline}`);
  const folded = useMemo(() => own ?? new Set(collapsed), [own, collapsed]);
  return {
    folded,
    fold: (group: string): void => {
      const next = new Set(folded);
      if (!next.delete(group)) next.add(group);
      if (next.size === new Set(collapsed).size && collapsed.every((one) => next.has(one))) forget();
      else keep(next);
    },
  };
}
