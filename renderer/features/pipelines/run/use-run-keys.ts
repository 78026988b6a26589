import {
  IconArrowsShuffle,
  IconChecks,
  IconColumns,
  IconCopy,
  IconEraser,
  IconPencil,
  IconPlayerStop,
  IconRefresh,
  IconSearch,
  IconTextCaption,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLetterCommands } from '#renderer/commands/use-letter-commands.ts';
import type { LetterCommand } from '#renderer/commands/use-letter-commands.ts';
import { useCopied } from '#renderer/parts/use-copied.ts';
import { pipelineRunViews } from '#renderer/search-params.ts';
import type { TaskActs } from '../inspector/use-task-acts.ts';
import type { LogKeys } from '../log/log-pane.tsx';
import type { RunActs } from './use-run-acts.ts';
import type { RunSelection } from './use-run-selection.ts';

type RunKeys = {
  readonly pipeline: string;
  readonly acts: RunActs;
  readonly taskActs: TaskActs;
  readonly selection: RunSelection;
  readonly log: { readonly current: LogKeys | null };
};

/** The keys of the page of a run; the palette and the sheet of shortcuts know them from the same list. */
export function useRunKeys(page: RunKeys): void {
  useLetterCommands(useCommands(page));
}

function useCommands({ pipeline, acts, taskActs, selection, log }: RunKeys): readonly LetterCommand[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const taskId = selection.task?.taskId;
  const { copy } = useCopied();
  const at = pipelineRunViews.indexOf(selection.view);
  const next = pipelineRunViews[(at + 1) % pipelineRunViews.length] ?? 'graph';
  const ofTask: readonly LetterCommand[] = [
    ...(taskActs.canClear
      ? [
          {
            id: 'task.retry',
            label: t('pipelineRuns.acts.retry'),
            icon: IconRefresh,
            letter: 'r',
            run: taskActs.retry,
          },
          { id: 'task.clear', label: t('pipelineRuns.acts.clear'), icon: IconEraser, run: taskActs.clear },
        ]
      : []),
    ...(taskActs.canMark
      ? [{ id: 'task.mark', label: t('pipelineRuns.acts.mark'), icon: IconChecks, run: taskActs.mark }]
      : []),
    ...(acts.isActive
      ? []
      : [
          { id: 'run.clear', label: t('pipelineRuns.acts.clearRun'), icon: IconEraser, run: acts.clear },
          { id: 'run.mark', label: t('pipelineRuns.acts.markRun'), icon: IconChecks, run: acts.mark },
        ]),
  ];
  return [
    ...ofTask,
    ...(acts.isActive
      ? [{ id: 'run.stop', label: t('pipelineRuns.acts.stop'), icon: IconPlayerStop, run: acts.stop }]
      : []),
    ...(acts.retryFailed === null
      ? []
      : [
          {
            id: 'run.retry-failed',
            label: t('pipelines.runFailed'),
            icon: IconRefresh,
            run: acts.retryFailed,
          },
        ]),
    {
      id: 'run.editor',
      label: t('pipelineRuns.acts.editor'),
      icon: IconPencil,
      run: () =>
        void navigate({ to: '/pipelines/$name', params: { name: pipeline }, search: { task: taskId } }),
    },
    { id: 'run.clone', label: t('pipelineRuns.acts.clone'), icon: IconArrowsShuffle, run: acts.clone },
    {
      id: 'run.view',
      label: t('pipelineRuns.nextView'),
      icon: IconColumns,
      letter: 'g',
      run: () => selection.setView(next),
    },
    {
      id: 'run.log',
      label: t('pipelineRuns.acts.focusLog'),
      icon: IconTextCaption,
      letter: 'l',
      run: () => log.current?.focusLog(),
    },
    {
      id: 'run.find',
      label: t('pipelineRuns.acts.findInLog'),
      icon: IconSearch,
      letter: '/',
      run: () => log.current?.focusSearch(),
    },
    {
      id: 'run.link',
      label: t('pipelineRuns.acts.copyLink'),
      icon: IconCopy,
      run: () => copy(window.location.href),
    },
  ];
}
