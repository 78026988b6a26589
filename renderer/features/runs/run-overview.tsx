import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { AddButton } from '#renderer/parts/add-button.tsx';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Facts, Section } from '#renderer/parts/inspector.tsx';
import { KeyValueForm } from '#renderer/parts/key-value-form.tsx';
import lines from '#renderer/parts/key-values.module.css';
import { StatusLabel } from '#renderer/parts/status-glyph.tsx';
import { TagEditor } from '#renderer/parts/tag-editor.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import { runChildrenQuery, newestFirst, runInputsQuery, runQuery } from './queries.ts';
import { RunModels } from './run-models.tsx';
import { RunDuration } from './run-duration.tsx';
import { RunMetrics } from './run-metrics.tsx';
import classes from './run-panel.module.css';
import { useRunActs } from './use-run-acts.ts';
import { wordClient } from './word-client.ts';

const route = getRouteApi('/experiments/$experimentId');

export function RunOverview({ run }: { run: Run }) {
  const acts = useRunActs();
  const isDeleted = run.lifecycle === 'deleted';
  return (
    <>
      <RunFacts run={run} />
      <RunMetrics run={run} />
      <RunParams run={run} />
      <TagEditor
        tags={run.tags}
        disabled={isDeleted}
        onSet={(tag, before) => acts.setTag(run.runId, tag, before)}
        onDelete={(tag) => acts.deleteTag(run.runId, tag)}
      />
      <RunDatasets runId={run.runId} />
      <RunModels run={run} />
      {run.childCount > 0 && <RunChildren run={run} />}
    </>
  );
}

function RunFacts({ run }: { run: Run }) {
  const { t } = useTranslation();
  const optional: (readonly [string, ReactNode])[] = [];
  if (run.parentRunId !== null)
    optional.push([t('run.parent'), <RunLink key="parent" runId={run.parentRunId} />]);
  if (run.userId !== '') optional.push([t('run.user'), run.userId]);
  const source = run.tags.find(({ key }) => key === 'mlflow.source.name')?.value ?? '';
  if (source !== '') optional.push([t('run.source'), <RunSource key="source" source={source} />]);
  if (run.client !== '') optional.push([t('run.client'), wordClient(run.client)]);
  return (
    <Facts
      facts={[
        [t('runs.status'), <StatusLabel key="status" status={run.status} />],
        [
          t('run.id'),
          <span key="id" className={classes.id}>
            <span className="mono">{run.runId.slice(0, 8)}</span>
            <CopyButton text={run.runId} label={t('runs.copyIds')} />
          </span>,
        ],
        [t('run.started'), formatMoment(run.startedAt)],
        [t('run.ended'), run.endedAt === null ? '–' : formatMoment(run.endedAt)],
        [t('run.duration'), <RunDuration key="duration" run={run} />],
        ...optional,
      ]}
    />
  );
}

/** The end of a path says which script it was; the whole stands on hover. */
function RunSource({ source }: { source: string }) {
  return (
    <span className="ell" title={source}>
      {source.split(/[\\/]/).at(-1)}
    </span>
  );
}

/** Another run by its name; choosing it shows it here. */
function RunLink({ runId, name }: { runId: string; name?: string }) {
  const { bridge } = useApp();
  const navigate = route.useNavigate();
  const run = useQuery({ ...runQuery(bridge.client, runId), enabled: name === undefined });
  return (
    <button
      type="button"
      className={classes.link}
      onClick={() => void navigate({ search: (now) => ({ ...now, run: runId, tab: undefined }) })}
    >
      {name ?? run.data?.name ?? runId.slice(0, 8)}
    </button>
  );
}

function RunParams({ run }: { run: Run }) {
  const { t } = useTranslation();
  const acts = useRunActs();
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={t('run.params')}
      count={run.params.length}
      action={
        run.lifecycle === 'active' &&
        !adding && <AddButton label={t('run.logParam')} onClick={() => setAdding(true)} />
      }
    >
      {run.params.length === 0 && !adding && <p className="g3 sm">{t('run.noParams')}</p>}
      {run.params.map(({ key, value }) => (
        <div key={key} className={lines.line}>
          <span className={lines.key} title={key}>
            {key}
          </span>
          <span className={lines.value} title={value}>
            {value}
          </span>
        </div>
      ))}
      {adding && (
        <KeyValueForm
          onCancel={() => setAdding(false)}
          onSave={(key, value) => acts.logParam(run.runId, key, value)}
        />
      )}
    </Section>
  );
}

function RunDatasets({ runId }: { runId: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const inputs = useQuery(runInputsQuery(bridge.client, runId));
  const datasets = inputs.data?.datasets ?? [];
  return (
    <Section title={t('run.datasets')} count={datasets.length}>
      {datasets.length === 0 && <p className="g3 sm">{t('run.noDatasets')}</p>}
      {datasets.map(({ name, digest, source }) => (
        <div key={`${name} ${digest}`} className={lines.line}>
          <span className={lines.key} title={source}>
            {name}
          </span>
          <span className={`${lines.value ?? ''} mono`} title={source}>
            {digest}
          </span>
        </div>
      ))}
    </Section>
  );
}

const childrenShown = 20;

function RunChildren({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const search = { experimentId: run.experimentId, filter: '', order: newestFirst, view: 'active' } as const;
  const children = useQuery(runChildrenQuery(bridge.client, search, run.runId, childrenShown));
  return (
    <Section title={t('run.children')} count={run.childCount}>
      {children.data?.runs.map((child) => (
        <div key={child.runId} className={lines.line}>
          <span className="grow ell">
            <RunLink runId={child.runId} name={child.name} />
          </span>
          <StatusLabel status={child.status} />
        </div>
      ))}
    </Section>
  );
}
