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
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageCommand } from '#renderer/commands/page-commands.ts';
import { usePageCommands } from '#renderer/commands/use-page-commands.ts';
import { isTyping } from '#renderer/parts/key-hints.ts';
import { useCopied } from '#renderer/parts/use-copied.ts';
import { pipelineRunViews } from '#renderer/search-params.ts';
import type { TaskActs } from '../inspector/use-task-acts.ts';
import type { LogKeys } from '../log/log-pane.tsx';
import type { RunActs } from './use-run-acts.ts';
import type { RunSelection } from './use-run-selection.ts';

/** `letter` acts wherever nobody types and nothing lies over the page. */
type RunCommand = PageCommand & { readonly letter?: string };

type RunKeys = {
  readonly pipeline: string;
  readonly acts: RunActs;
  readonly taskActs: TaskActs;
  readonly selection: RunSelection;
  readonly log: { readonly current: LogKeys | null };
};

/** The keys of the page of a run; the palette and the sheet of shortcuts know them from the same list. */
export function useRunKeys(page: RunKeys): void {
  const commands = useCommands(page);
  usePageCommands(commands);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || isElsewhere(event)) return;
    const command = commands.find(({ letter }) => letter !== undefined && letter === event.key.toLowerCase());
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

/** Keys with others, what is typed, and all that lies over the page: menus, sheets, the palette. */
function isElsewhere(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return true;
  const over = '[role=menu], [role=dialog], [role=listbox], [data-sheet], aside';
  return event.target instanceof HTMLElement && event.target.closest(over) !== null;
}

function useCommands({ pipeline, acts, taskActs, selection, log }: RunKeys): readonly RunCommand[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const taskId = selection.task?.taskId;
  const { copy } = useCopied();
  const at = pipelineRunViews.indexOf(selection.view);
  const next = pipelineRunViews[(at + 1) % pipelineRunViews.length] ?? 'graph';
  const ofTask: readonly RunCommand[] = [
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
