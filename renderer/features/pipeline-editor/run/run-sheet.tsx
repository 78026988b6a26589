import { Button, FocusTrap, NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import {
  hasFaults,
  paramFields,
  ParamInput,
  paramsToSend,
  pipelineListQuery,
} from '#renderer/features/pipelines/index.ts';
import { Inspector } from '#renderer/parts/inspector.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import sheet from '#renderer/parts/side-sheet.module.css';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { previewRunQuery } from '../queries.ts';
import { useEditorState } from '../session/editor-context.ts';
import classes from './run.module.css';
import { RunPlan } from './run-plan.tsx';
import { namesTasks, runModes, shortId } from './run-request.ts';
import type { RunMode, RunRequest } from './run-request.ts';
import { wordTasks } from './word-tasks.ts';

type RunSheetProps = {
  readonly asked: RunRequest;
  readonly onClose: () => void;
  readonly onStarted: (pipelineRunId: string) => void;
};

/** What a run would do, before it does: which tasks run, which are reused and from where, which are left out, and why. */
export function RunSheet({ asked, onClose, onStarted }: RunSheetProps) {
  const { t } = useTranslation();
  const { bridge, toasts } = useApp();
  const name = useEditorState((state) => state.name);
  const graph = useEditorState((state) => state.graph);
  const [mode, setMode] = useState(asked.mode);
  const fields = useParamFields(name) ?? [];
  const [values, setValues] = useState<Readonly<Record<string, string | boolean>>>({});
  const named = asked.tasks.filter((id) => graph.byId.has(id));
  const selection = { mode, tasks: namesTasks(mode) ? named : [] };
  const params = paramsToSend(fields, values);
  const isFit = !hasFaults(fields, values);
  const settled = useDeferredValue({ name, selection, params, hash: asked.hash });
  const preview = useQuery({ ...previewRunQuery(bridge.client, settled), retry: false, enabled: isFit });
  const count = preview.data?.filter(({ action }) => action === 'run').length ?? 0;
  const canStart = isFit && count > 0 && !preview.isError;
  const starting = useMutation({
    mutationFn: () =>
      bridge.client.pipelines.run({
        name,
        params,
        definitionHash: asked.hash,
        ...(mode === 'all' ? {} : { selection }),
      }),
    onSuccess: ({ pipelineRunId, definitionHash }) => {
      const text = t('pipelineEditor.runs.did', { count, name, hash: shortId(definitionHash) });
      toasts.show({ tone: 'done', text, undo: null });
      onStarted(pipelineRunId);
      onClose();
    },
  });
  const title = t(`pipelineEditor.runs.titles.${mode}`, { tasks: wordTasks(named, t) });
  return (
    <FocusTrap active>
      <form
        className={sheet.sheet}
        data-sheet
        onSubmit={(event) => {
          event.preventDefault();
          starting.mutate();
        }}
      >
        <Inspector
          label={title}
          lead={<h2 className={sheet.title}>{title}</h2>}
          onClose={onClose}
          foot={
            <>
              <Button
                type="submit"
                variant="filled"
                disabled={!canStart || preview.isPlaceholderData || starting.isPending}
              >
                {canStart ? t('pipelineEditor.runs.submit', { count }) : t('pipelineEditor.runs.submitNone')}
              </Button>
              <Button variant="subtle" onClick={onClose}>
                {t('actions.cancel')}
              </Button>
            </>
          }
        >
          <div className={sheet.form}>
            <ModeField mode={mode} tasks={named} onMode={setMode} />
            {fields.map((field) => (
              <ParamInput
                key={field.name}
                field={field}
                value={values[field.name] ?? field.initial}
                onChange={(value) => setValues({ ...values, [field.name]: value })}
              />
            ))}
            {!isFit ? null : preview.isError ? (
              <InlineProblem error={preview.error} />
            ) : preview.data === undefined ? (
              <StillBars rows={4} />
            ) : (
              <>
                {count === 0 && <p className="g2">{t('pipelineEditor.runs.nothing')}</p>}
                <RunPlan tasks={preview.data} />
              </>
            )}
            {starting.isError && <InlineProblem error={starting.error} />}
            <p className={classes.hash}>{t('pipelineEditor.runs.text', { hash: shortId(asked.hash) })}</p>
          </div>
        </Inspector>
      </form>
    </FocusTrap>
  );
}

/** What the file takes, as the list of pipelines tells it; undefined before it is read. */
function useParamFields(name: string): ReturnType<typeof paramFields> | undefined {
  const { client } = useApp().bridge;
  const { data } = useQuery(pipelineListQuery(client));
  const params = data?.find((one) => one.name === name)?.params;
  return params === undefined ? undefined : paramFields(params);
}

type ModeFieldProps = {
  readonly mode: RunMode;
  readonly tasks: readonly string[];
  readonly onMode: (mode: RunMode) => void;
};

function ModeField({ mode, tasks, onMode }: ModeFieldProps) {
  const { t } = useTranslation();
  const offered = runModes.filter((one) => tasks.length > 0 || !namesTasks(one));
  return (
    <NativeSelect
      size="xs"
      data-autofocus
      label={t('pipelineEditor.runs.which')}
      description={<span className="sm">{t(`pipelineEditor.runs.hints.${mode}`)}</span>}
      inputWrapperOrder={['label', 'input', 'description']}
      value={mode}
      data={offered.map((value) => ({
        value,
        label: t(`pipelineEditor.runs.titles.${value}`, { tasks: wordTasks(tasks, t) }),
      }))}
      onChange={({ currentTarget: { value } }) => onMode(runModes.find((one) => one === value) ?? mode)}
    />
  );
}
