import { ActionIcon, Button, NativeSelect, Switch, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconListDetails, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PopoverButton } from '#renderer/parts/popover-button.tsx';
import { TaskStateLabel } from '../states.tsx';
import classes from './grid.module.css';
import { runState, taskState, taskStates } from './state-choices.ts';

type RunChoice = (typeof runState)[number];
type TaskChoice = (typeof taskState)[number];

type GridBarProps = {
  readonly runsIn: readonly [RunChoice, (next: RunChoice) => void];
  readonly tasksIn: readonly [TaskChoice, (next: TaskChoice) => void];
  readonly gantt: { readonly on: boolean; readonly set: (on: boolean) => void };
  readonly range: { readonly from: number; readonly to: number };
  readonly onOlder: (() => void) | null;
  readonly onNewer: (() => void) | null;
  readonly failedCount: number;
  readonly onRetry: () => void;
};

/** What of the grid is shown, and what can be done with all of its failed runs. */
export function GridBar(props: GridBarProps) {
  const { runsIn, tasksIn, gantt, range, failedCount, onRetry } = props;
  const { t } = useTranslation();
  const steps = [
    [t('pipelineRuns.grid.older'), IconChevronLeft, props.onOlder],
    [t('pipelineRuns.grid.newer'), IconChevronRight, props.onNewer],
  ] as const;
  return (
    <div className={classes.bar}>
      <NativeSelect
        aria-label={t('pipelineRuns.grid.runState')}
        value={runsIn[0]}
        data={runState.map((state) => ({
          value: state,
          label: state === 'all' ? t('pipelineRuns.grid.allRuns') : t(`pipelineRunStates.${state}`),
        }))}
        onChange={(event) =>
          runsIn[1](runState.find((state) => state === event.currentTarget.value) ?? 'all')
        }
      />
      <NativeSelect
        aria-label={t('pipelineRuns.grid.taskState')}
        value={tasksIn[0]}
        data={taskState.map((state) => ({
          value: state,
          label: state === 'all' ? t('pipelineRuns.grid.allTasks') : t(`taskStates.${state}`),
        }))}
        onChange={(event) =>
          tasksIn[1](taskState.find((state) => state === event.currentTarget.value) ?? 'all')
        }
      />
      <Legend />
      {failedCount > 0 && (
        <Button size="compact-xs" leftSection={<IconRefresh size={14} stroke={1.5} />} onClick={onRetry}>
          {t('pipelineRuns.grid.retryFailed', { count: failedCount })}
        </Button>
      )}
      <span className="grow" />
      <Switch
        className={classes.switch}
        label={t('pipelineRuns.grid.showGantt')}
        labelPosition="left"
        checked={gantt.on}
        onChange={(event) => gantt.set(event.currentTarget.checked)}
      />
      <span className="g3 sm">{t('pipelineRuns.grid.shown', range)}</span>
      {steps.map(([label, Icon, act]) => (
        <Tooltip key={label} label={label}>
          <ActionIcon size={24} aria-label={label} disabled={act === null} onClick={() => act?.()}>
            <Icon size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}

function Legend() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <PopoverButton
      isOpen={isOpen}
      onOpen={setOpen}
      icon={<IconListDetails size={14} stroke={1.5} />}
      label={t('pipelineRuns.grid.legend')}
      position="bottom-start"
      dropdownClass={classes.legend}
    >
      <ul aria-label={t('pipelineRuns.grid.legend')} tabIndex={0}>
        {taskStates.map((state) => (
          <li key={state} className={classes.legendLine}>
            <TaskStateLabel state={state} />
          </li>
        ))}
      </ul>
    </PopoverButton>
  );
}
