import { useTranslation } from 'react-i18next';
import type { PipelineRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import type { RunDialog } from './run-dialog.tsx';

export type RunActs = {
  readonly isActive: boolean;
  /** Null: nothing failed, or the run goes on. */
  readonly retryFailed: (() => void) | null;
  readonly again: () => void;
  readonly clone: () => void;
  readonly stop: () => void;
  readonly clear: () => void;
  readonly mark: () => void;
};

/** What can be done with a run as a whole. */
export function useRunActs(run: PipelineRun, onDialog: (dialog: RunDialog) => void): RunActs {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const openSheet = useOpenSheet();
  const isActive = run.endedAt === null;
  const hasFailed = run.state === 'failed' || run.state === 'canceled' || run.flags.hasFailedTasks;
  return {
    isActive,
    retryFailed:
      !isActive && hasFailed
        ? () =>
            void act({
              run: () => bridge.client.pipelines.clear({ pipelineRunId: run.pipelineRunId, scope: 'failed' }),
              done: t('pipelines.didRunFailed', { name: run.pipeline }),
            })
        : null,
    again: () => openSheet('run-pipeline', run.pipeline),
    clone: () => openSheet('clone-pipeline-run', run.pipelineRunId),
    stop: () => onDialog({ kind: 'stop' }),
    clear: () => onDialog({ kind: 'clear', taskId: null }),
    mark: () => onDialog({ kind: 'mark', taskId: null }),
  };
}
