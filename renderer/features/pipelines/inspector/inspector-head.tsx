import { ActionIcon, Button } from '@mantine/core';
import { IconRefresh, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRun } from '#contract/pipelines.ts';
import bars from '#renderer/parts/bars.module.css';
import { taskKind, wordTaskKind } from '#renderer/parts/task-kinds.ts';
import { lookOf, TaskStateLabel } from '../states.tsx';
import classes from './inspector.module.css';
import type { TaskActs } from './use-task-acts.ts';

type InspectorHeadProps = {
  readonly pipeline: string;
  readonly task: TaskRun;
  readonly acts: TaskActs;
  readonly onClose?: () => void;
  readonly link?: ReactNode;
};

/** What the task is and how it stands; what can be done with it has a line of its own, so that no long name takes its place. */
export function InspectorHead({ pipeline, task, acts, onClose, link }: InspectorHeadProps) {
  const { t } = useTranslation();
  const Drawing = taskKind(task.type).icon;
  const why = (can: boolean): string | undefined => (can ? undefined : t('pipelineRuns.acts.whileActive'));
  return (
    <header className={classes.head}>
      <div className={classes.titleLine}>
        <Drawing className={classes.kindIcon} size={16} stroke={1.5} aria-hidden="true" />
        <h2 className={classes.title} title={task.taskId} translate="no">
          {task.taskId}
        </h2>
        <span className={classes.kind}>{wordTaskKind(task.type, t)}</span>
        <span className="grow" />
        <TaskStateLabel state={lookOf(task)} />
        {onClose !== undefined && (
          <ActionIcon size={24} aria-label={t('actions.close')} onClick={onClose}>
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        )}
      </div>
      <div className={classes.acts}>
        <Button
          size="compact-xs"
          leftSection={<IconRefresh size={14} stroke={1.5} />}
          disabled={!acts.canClear}
          title={why(acts.canClear)}
          onClick={acts.retry}
        >
          {t('pipelineRuns.acts.retry')}
          <span className={bars.hintKey} translate="no">
            R
          </span>
        </Button>
        <Button size="compact-xs" disabled={!acts.canClear} title={why(acts.canClear)} onClick={acts.clear}>
          {t('pipelineRuns.acts.clear')}
        </Button>
        <Button size="compact-xs" disabled={!acts.canMark} title={why(acts.canMark)} onClick={acts.mark}>
          {t('pipelineRuns.acts.mark')}
        </Button>
        <Button
          size="compact-xs"
          renderRoot={(props) => (
            <Link
              to="/pipelines/$name"
              params={{ name: pipeline }}
              search={{ task: task.taskId }}
              {...props}
            />
          )}
        >
          {t('pipelineRuns.acts.editor')}
        </Button>
        {link}
      </div>
    </header>
  );
}
