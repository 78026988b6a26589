import { useTranslation } from 'react-i18next';
import type { PipelineRun } from '#contract/pipelines.ts';
import { FlowGraph } from '#renderer/parts/flow/flow-graph.tsx';
import { cardOfTask, groupOfFolded } from '#renderer/parts/flow/folded-cards.ts';
import { GroupBoxes } from '#renderer/parts/flow/group-boxes.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useKept } from '#renderer/parts/use-kept.ts';
import { pickTelling } from '../task-groups.ts';
import { useRunGraph } from './use-run-graph.ts';

type RunGraphProps = {
  readonly run: PipelineRun;
  readonly chosen: string | null;
  readonly onChoose: (taskId: string) => void;
  /** A press on the task that is shown already. */
  readonly onHold: () => void;
  /** By Enter or a double click on a task. */
  readonly onOpen: () => void;
};

/** The tasks of a run as they hang together, each as it stands. */
export function RunGraph({ run, chosen, onChoose, onHold, onOpen }: RunGraphProps) {
  const { t } = useTranslation();
  const { graph, cards, edges, shown, folded, fold } = useRunGraph(run);
  const [map, setMap] = useKept('run.map', ['off', 'on'], 'off');
  if (shown === null) return <StillBars />;
  const task = chosen === null ? undefined : graph.byId.get(chosen);
  const selection = task === undefined ? [] : [cardOfTask(task, folded)];
  const chooseCard = (id: string): void => {
    const group = groupOfFolded(id);
    const members = graph.tasks.filter((one) => one.group === group).map((one) => one.task);
    onChoose(group === null ? id : pickTelling(members).taskId);
  };
  const select = (ids: readonly string[]): void => {
    const id = ids.findLast((one) => !selection.includes(one));
    // One task is always chosen: its details stand beside.
    if (id !== undefined) chooseCard(id);
  };
  return (
    <FlowGraph
      label={t('pipelines.graph', { name: run.pipeline })}
      tasks={cards}
      edges={edges}
      places={shown}
      selection={selection}
      onSelect={select}
      onPress={(id) => {
        if (selection.includes(id)) onHold();
      }}
      onOpen={(id) => {
        const group = groupOfFolded(id);
        if (group !== null) fold(group);
        else {
          onHold();
          onOpen();
        }
      }}
      hasMap={map === 'on'}
      onToggleMap={() => setMap(map === 'on' ? 'off' : 'on')}
    >
      <GroupBoxes graph={graph} folded={folded} onFold={fold} onSelect={(ids) => select(ids.slice(0, 1))} />
    </FlowGraph>
  );
}
