import { useTranslation } from 'react-i18next';
import type { PipelineRun, TaskRun } from '#contract/pipelines.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { Elapsed, spanOf } from './elapsed.tsx';
import { layOutGraph, nodeHeight } from './graph-layout.ts';
import lines from '#renderer/parts/graph-edges.module.css';
import classes from './pipelines.module.css';
import { taskShapes } from './states.tsx';
import { countOver, groupInstances, type TaskGroup } from './task-groups.ts';

type TaskGraphProps = {
  readonly run: PipelineRun;
  readonly chosen: string | null;
  readonly onChoose: (taskId: string) => void;
};

/** The tasks of a run as they hang together; choosing one shows its attempts and its log. */
export function TaskGraph({ run, chosen, onChoose }: TaskGraphProps) {
  const { t } = useTranslation();
  const groups = groupInstances(run.tasks);
  const { width, height, nodeWidth, nodes, edges } = layOutGraph(groups.map(({ task }) => task));
  const tasks = new Map(groups.map((group) => [group.task.taskId, group]));
  return (
    <div className={classes.canvas} role="group" aria-label={t('pipelines.graph', { name: run.pipeline })}>
      <div className={classes.graph} style={{ width, height }}>
        <svg className={lines.edges} width={width} height={height} aria-hidden="true">
          {edges.map(({ from, to, path }) => (
            <path
              key={`${from} ${to}`}
              d={path}
              data-state={edgeState(tasks.get(from)?.task, tasks.get(to)?.task)}
            />
          ))}
        </svg>
        {nodes.map(({ id, x, y }) => {
          const group = tasks.get(id);
          return (
            group !== undefined && (
              <TaskNode
                key={id}
                group={group}
                isChosen={id === chosen}
                place={{ left: x, top: y, width: nodeWidth, height: nodeHeight }}
                onChoose={() => onChoose(id)}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function edgeState(from: TaskRun | undefined, to: TaskRun | undefined): 'ahead' | 'running' | 'done' {
  if (to?.state === 'running') return 'running';
  return from?.state === 'success' && to?.state !== 'none' && to?.state !== 'skipped' ? 'done' : 'ahead';
}

type TaskNodeProps = {
  readonly group: TaskGroup;
  readonly isChosen: boolean;
  readonly place: { left: number; top: number; width: number; height: number };
  readonly onChoose: () => void;
};

function TaskNode({ group: { task, instances }, isChosen, place, onChoose }: TaskNodeProps) {
  const { t } = useTranslation();
  const shape = taskShapes[task.state];
  const state = t(`taskStates.${task.state}`);
  const progress = task.attempts.at(-1)?.progress ?? null;
  return (
    <button
      type="button"
      className={classes.node}
      data-shape={shape}
      aria-pressed={isChosen}
      style={place}
      onClick={onChoose}
    >
      <span className={classes.nodeName}>{task.taskId}</span>
      <span className={classes.nodeFoot}>
        <StatusGlyph shape={shape} size={12} />
        <span className={classes.nodeState}>{state}</span>
        <span className={classes.nodeTime}>
          {instances.length > 1
            ? t('pipelines.instancesOver', { over: countOver(instances), count: instances.length })
            : // Until a person answers, no work is done whose time would say something.
              task.state !== 'awaiting_input' && <Elapsed {...spanOf(task)} />}
        </span>
        {task.state === 'running' && progress !== null && (
          <span
            className={classes.nodeProgress}
            style={{ width: `${String(Math.round(progress * 100))}%` }}
          />
        )}
      </span>
    </button>
  );
}
