import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineRun, PipelineSummary } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { SideSheet, useCloseSheet } from '#renderer/parts/side-sheet.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { givenValues, hasFaults, paramFields, paramsToSend } from './param-fields.ts';
import { ParamInput } from './param-input.tsx';
import classes from './pipelines.module.css';
import { pipelineListQuery, pipelineRunQuery } from './queries.ts';

/** Runs a pipeline with the params that a person chooses. */
export function RunPipelineSheet({ name }: { name: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const list = useQuery(pipelineListQuery(bridge.client));
  const pipeline = list.data?.find((one) => one.name === name);
  return (
    <SideSheet title={t('pipelines.runTitle', { name })}>
      {pipeline === undefined ? <NoPipeline name={name} list={list} /> : <ParamForm pipeline={pipeline} />}
    </SideSheet>
  );
}

/** The same, beginning with the params of an earlier run; what the file says now is run. */
export function ClonePipelineSheet({ pipelineRunId }: { pipelineRunId: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const run = useQuery(pipelineRunQuery(bridge.client, pipelineRunId));
  const list = useQuery(pipelineListQuery(bridge.client));
  const pipeline = list.data?.find(({ name }) => name === run.data?.pipeline);
  return (
    <SideSheet title={t('pipelines.cloneTitle', { name: run.data?.pipeline ?? '' })}>
      {run.isError && <InlineProblem error={run.error} />}
      {run.data !== undefined && pipeline !== undefined ? (
        <ParamForm pipeline={pipeline} given={run.data.params} hint={t('pipelines.cloneHint')} />
      ) : (
        !run.isError && <NoPipeline name={run.data?.pipeline} list={list} />
      )}
    </SideSheet>
  );
}

type NoPipelineProps = {
  /** Left out while it is read. */
  readonly name: string | undefined;
  readonly list: { readonly data: unknown; readonly error: unknown };
};

/** It is being read, could not be, or has no file any more. */
function NoPipeline({ name, list }: NoPipelineProps) {
  const { t } = useTranslation();
  if (list.error !== null) return <InlineProblem error={list.error} />;
  if (list.data === undefined || name === undefined) return <StillBars rows={3} />;
  return <p className="g2">{t('pipelines.gone', { name })}</p>;
}

type ParamFormProps = {
  readonly pipeline: PipelineSummary;
  /** What the params are at first; left out, what the file says. */
  readonly given?: PipelineRun['params'];
  readonly hint?: string;
};

function ParamForm({ pipeline, given = {}, hint }: ParamFormProps) {
  const { t } = useTranslation();
  const { bridge, toasts } = useApp();
  const close = useCloseSheet();
  const navigate = useNavigate();
  const fields = paramFields(pipeline.params);
  const [values, setValues] = useState(() => givenValues(fields, given));
  const starting = useMutation({
    mutationFn: () => {
      const params = paramsToSend(fields, values);
      return bridge.client.pipelines.run({ name: pipeline.name, params });
    },
    onSuccess: ({ pipelineRunId }) => {
      toasts.show({ tone: 'done', text: t('pipelines.didStart', { name: pipeline.name }), undo: null });
      void navigate({ to: '/pipelines/runs/$pipelineRunId', params: { pipelineRunId }, search: {} });
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        starting.mutate();
      }}
    >
      <p className="g2" translate="no">
        {pipeline.description}
      </p>
      {hint !== undefined && <p className="g3 sm">{hint}</p>}
      {fields.length === 0 && <p className="g3 sm">{t('pipelines.noParams')}</p>}
      {fields.map((field) => (
        <ParamInput
          key={field.name}
          field={field}
          value={values[field.name] ?? field.initial}
          onChange={(value) => setValues({ ...values, [field.name]: value })}
        />
      ))}
      {starting.isError && <InlineProblem error={starting.error} />}
      <div className="row">
        <Button
          type="submit"
          variant="filled"
          data-autofocus
          disabled={starting.isPending || hasFaults(fields, values)}
        >
          {t('pipelines.start')}
        </Button>
        <Button variant="subtle" onClick={close}>
          {t('actions.cancel')}
        </Button>
      </div>
    </form>
  );
}
