import { Button, FocusTrap, NativeSelect, Radio, Textarea } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { Inspector } from '#renderer/parts/inspector.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import sheet from '#renderer/parts/side-sheet.module.css';
import { useAct } from '#renderer/parts/use-act.ts';
import { TaskStateLabel } from '../states.tsx';
import classes from './run.module.css';

/** What a person is asked before it is done: a sheet over the right side of the page. */
export type RunDialog =
  | { readonly kind: 'clear'; readonly taskId: string | null }
  | { readonly kind: 'mark'; readonly taskId: string | null }
  | { readonly kind: 'stop' };

type RunDialogSheetProps = {
  readonly run: PipelineRun;
  readonly dialog: RunDialog;
  readonly onClose: () => void;
};

export function RunDialogSheet({ run, dialog, onClose }: RunDialogSheetProps) {
  switch (dialog.kind) {
    case 'clear':
      return <ClearSheet run={run} taskId={dialog.taskId} onClose={onClose} />;
    case 'mark':
      return <MarkSheet run={run} taskId={dialog.taskId} onClose={onClose} />;
    case 'stop':
      return <StopSheet run={run} onClose={onClose} />;
  }
}

type SheetFrameProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly submit: string;
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
};

function SheetFrame({ title, onClose, onSubmit, submit, isDisabled = false, children }: SheetFrameProps) {
  const { t } = useTranslation();
  return (
    <FocusTrap active>
      <form
        className={sheet.sheet}
        data-sheet
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Inspector
          label={title}
          lead={<h2 className={sheet.title}>{title}</h2>}
          onClose={onClose}
          foot={
            <>
              <Button type="submit" variant="filled" disabled={isDisabled}>
                {submit}
              </Button>
              <Button variant="subtle" onClick={onClose}>
                {t('actions.cancel')}
              </Button>
            </>
          }
        >
          <div className={sheet.form}>{children}</div>
        </Inspector>
      </form>
    </FocusTrap>
  );
}

type OfRun = { readonly run: PipelineRun; readonly onClose: () => void };
type OfTask = OfRun & { readonly taskId: string | null };

const taskScopes = ['task', 'downstream', 'up_to'] as const;
const runScopes = ['failed', 'whole'] as const;

function ClearSheet({ run, taskId, onClose }: OfTask) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const scopes = [...(taskId === null ? [] : taskScopes), ...runScopes];
  const [scope, setScope] = useState<(typeof scopes)[number]>(taskId === null ? 'failed' : 'downstream');
  const isOfTask = scope === 'task' || scope === 'downstream' || scope === 'up_to';
  const input = {
    pipelineRunId: run.pipelineRunId,
    scope,
    ...(isOfTask && taskId !== null && { taskId }),
  };
  const preview = useQuery({
    queryKey: [...keys.pipelineRun(run.pipelineRunId), 'preview-clear', scope, taskId],
    queryFn: async ({ signal }) => (await bridge.client.pipelines.previewClear(input, { signal })).tasks,
    placeholderData: keepPreviousData,
  });
  const tasks = preview.data ?? [];
  return (
    <SheetFrame
      title={t('pipelineRuns.clear.title')}
      submit={t('pipelineRuns.clear.submit')}
      isDisabled={tasks.length === 0}
      onClose={onClose}
      onSubmit={() =>
        void act({
          run: () => bridge.client.pipelines.clear(input),
          done: t('pipelineRuns.clear.done', { count: tasks.length }),
        }).then((isDone) => {
          if (isDone) onClose();
        })
      }
    >
      <p className="g2">{t('pipelineRuns.clear.hint')}</p>
      <Radio.Group
        label={t('pipelineRuns.clear.scope')}
        value={scope}
        onChange={(next) => setScope(scopes.find((one) => one === next) ?? scope)}
      >
        <div className={classes.radios}>
          {scopes.map((one) => (
            <Radio
              key={one}
              size="xs"
              value={one}
              label={t(`pipelineRuns.clear.scopes.${one}`, { task: taskId ?? '' })}
            />
          ))}
        </div>
      </Radio.Group>
      {preview.isError && <InlineProblem error={preview.error} />}
      {preview.data !== undefined && (
        <section aria-live="polite">
          <h3 className={classes.previewHead}>
            {tasks.length === 0
              ? t('pipelineRuns.clear.nothing')
              : t('pipelineRuns.clear.willReset', { count: tasks.length })}
          </h3>
          <ul className={classes.previewList} tabIndex={0} aria-label={t('pipelineRuns.clear.title')}>
            {tasks.map((task) => (
              <li key={`${task.taskId} ${String(task.mapIndex)}`} className={classes.previewLine}>
                <span className="mono ell" translate="no">
                  {task.taskId}
                  {task.mapIndex >= 0 && `[${String(task.mapIndex)}]`}
                </span>
                <TaskStateLabel state={task.state} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </SheetFrame>
  );
}

const marks = ['success', 'failed', 'skipped'] as const;

function MarkSheet({ run, taskId, onClose }: OfTask) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const choices = marks.filter((one) => taskId !== null || one !== 'skipped');
  const [state, setState] = useState<(typeof marks)[number]>('success');
  const [reason, setReason] = useState('');
  const name = taskId ?? run.pipeline;
  return (
    <SheetFrame
      title={
        taskId === null ? t('pipelineRuns.mark.runTitle') : t('pipelineRuns.mark.taskTitle', { task: taskId })
      }
      submit={t('pipelineRuns.mark.submit')}
      isDisabled={reason.trim() === ''}
      onClose={onClose}
      onSubmit={() =>
        void act({
          run: () =>
            bridge.client.pipelines.mark({
              pipelineRunId: run.pipelineRunId,
              ...(taskId !== null && { taskId }),
              state,
              reason: reason.trim(),
            }),
          done: t('pipelineRuns.mark.done', { name, state: t(`pipelineRuns.mark.states.${state}`) }),
        }).then((isDone) => {
          if (isDone) onClose();
        })
      }
    >
      <p className="g2">{t('pipelineRuns.mark.hint')}</p>
      <NativeSelect
        label={t('pipelineRuns.mark.as')}
        value={state}
        data={choices.map((one) => ({ value: one, label: t(`pipelineRuns.mark.states.${one}`) }))}
        onChange={(event) => setState(marks.find((one) => one === event.currentTarget.value) ?? state)}
      />
      <Textarea
        label={t('pipelineRuns.mark.reason')}
        description={t('pipelineRuns.mark.reasonHint')}
        autosize
        minRows={2}
        required
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </SheetFrame>
  );
}

function StopSheet({ run, onClose }: OfRun) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const [reason, setReason] = useState('');
  return (
    <SheetFrame
      title={t('pipelineRuns.stop.title')}
      submit={t('pipelineRuns.stop.submit')}
      onClose={onClose}
      onSubmit={() =>
        void act({
          run: () =>
            bridge.client.pipelines.cancel({ pipelineRunId: run.pipelineRunId, reason: reason.trim() }),
          done: t('pipelines.didStop', { name: run.pipeline }),
        }).then((isDone) => {
          if (isDone) onClose();
        })
      }
    >
      <p className="g2">{t('pipelineRuns.stop.hint')}</p>
      <Textarea
        label={t('pipelineRuns.stop.reason')}
        autosize
        minRows={2}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </SheetFrame>
  );
}
