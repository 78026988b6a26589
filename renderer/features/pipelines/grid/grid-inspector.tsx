import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { PipelineRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { TaskInspector } from '../inspector/task-inspector.tsx';
import { useTaskActs } from '../inspector/use-task-acts.ts';
import { pipelineRunQuery } from '../queries.ts';
import { RunDialogSheet } from '../run/run-dialog.tsx';
import type { RunDialog } from '../run/run-dialog.tsx';
import { pickTelling } from '../task-groups.ts';

type GridInspectorProps = {
  readonly pipelineRunId: string;
  readonly taskId: string;
  readonly link: ReactNode;
  readonly onClose: () => void;
};

/** The details of a cell: that task in that run. */
export function GridInspector(props: GridInspectorProps) {
  const { bridge } = useApp();
  const { data: run } = useQuery(pipelineRunQuery(bridge.client, props.pipelineRunId));
  return run === undefined ? null : <OfRun key={props.taskId} run={run} {...props} />;
}

function OfRun({ run, taskId, link, onClose }: GridInspectorProps & { readonly run: PipelineRun }) {
  const [choice, setChoice] = useState<{ mapIndex?: number; try?: number }>({});
  const [dialog, setDialog] = useState<RunDialog | null>(null);
  const instances = run.tasks.filter((task) => task.taskId === taskId);
  const task =
    instances.find(({ mapIndex }) => mapIndex === choice.mapIndex) ??
    (instances.length === 0 ? null : pickTelling(instances));
  const acts = useTaskActs(run, task, {
    onClear: (id) => setDialog({ kind: 'clear', taskId: id }),
    onMark: (id) => setDialog({ kind: 'mark', taskId: id }),
  });
  if (task === null) return null;
  return (
    <>
      <TaskInspector
        run={run}
        task={task}
        instances={instances}
        attempt={task.attempts.find((one) => one.try === choice.try) ?? task.attempts.at(-1) ?? null}
        acts={acts}
        link={link}
        onTry={(number) => setChoice({ ...choice, try: number })}
        onInstance={(mapIndex) => setChoice({ mapIndex })}
        onClose={onClose}
      />
      {dialog !== null && <RunDialogSheet run={run} dialog={dialog} onClose={() => setDialog(null)} />}
    </>
  );
}
