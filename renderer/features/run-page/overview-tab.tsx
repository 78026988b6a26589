import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Facts, Section } from '#renderer/parts/inspector.tsx';
import lines from '#renderer/parts/key-values.module.css';
import { StatusLabel } from '#renderer/parts/status-glyph.tsx';
import { TagEditor } from '#renderer/parts/tag-editor.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import { RunDuration, runInputsQuery, RunMetrics, RunModels, useRunActs, wordClient } from '../runs/index.ts';
import { ChildList } from './child-list.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { ParamSection } from './param-section.tsx';
import classes from './run-page.module.css';
import { RunWay } from './run-way.tsx';
import { VersionMetrics } from './version-metrics.tsx';

const route = getRouteApi('/experiments/$experimentId/runs/$runId');

/** All that was logged in words and numbers. */
export function OverviewTab({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { find = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const acts = useRunActs();
  const found = matching(run, find);
  const isEmpty = found.params.length + found.metrics.length + found.tags.length === 0;
  return (
    <div className={classes.page}>
      <TextInput
        className={classes.find}
        leftSection={<IconSearch size={14} stroke={1.5} />}
        aria-label={t('runPage.find')}
        placeholder={t('runPage.find')}
        value={find}
        onChange={({ currentTarget: { value } }) =>
          void navigate({
            search: (now) => ({ ...now, find: value === '' ? undefined : value }),
            replace: true,
          })
        }
      />
      {find !== '' && isEmpty && <p className="g3">{t('runPage.noneFound', { text: find })}</p>}
      <div className={classes.columns}>
        <div className={classes.column}>
          <NotesPanel run={run} />
          <div className={classes.box}>
            <MetricSection run={found} />
          </div>
          <VersionMetrics runId={run.runId} />
          <div className={classes.box}>
            <ParamSection run={run} params={found.params} isSearched={find !== ''} />
          </div>
          {run.childCount > 0 && <ChildList run={run} />}
        </div>
        <div className={classes.column}>
          <div className={classes.box}>
            <RunFacts run={run} />
            <RunDatasets runId={run.runId} />
            <RunModels run={run} />
          </div>
          <div className={classes.box}>
            <TagEditor
              tags={found.tags}
              disabled={run.lifecycle === 'deleted'}
              onSet={(tag) =>
                acts.setTag(
                  run.runId,
                  tag,
                  run.tags.find(({ key }) => key === tag.key),
                )
              }
              onDelete={(tag) => acts.deleteTag(run.runId, tag)}
            />
          </div>
        </div>
      </div>
    </div>
  );
}

/** The run with what a search leaves of it. Long tags of the client, such as notes, stand in places of their own. */
function matching(run: Run, find: string): Run {
  const wanted = find.toLocaleLowerCase();
  const has = ({ key, value }: { key: string; value: unknown }): boolean =>
    `${key} ${String(value)}`.toLocaleLowerCase().includes(wanted);
  const tags = run.tags.filter(
    ({ key }) => key !== 'mlflow.note.content' && key !== 'mlflow.log-model.history',
  );
  return {
    ...run,
    params: run.params.filter(has),
    metrics: run.metrics.filter(has),
    tags: tags.filter(has),
  };
}

/** Each line reads its course: so many at first, more when asked. */
const metricsAtOnce = 60;

function MetricSection({ run }: { run: Run }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(metricsAtOnce);
  const rest = run.metrics.length - shown;
  return (
    <>
      <RunMetrics run={{ ...run, metrics: run.metrics.slice(0, shown) }} />
      {rest > 0 && (
        <div className={classes.pad}>
          <Button size="compact-xs" onClick={() => setShown(shown + metricsAtOnce * 4)}>
            {t('runPage.showMore', { count: rest })}
          </Button>
        </div>
      )}
    </>
  );
}

function RunFacts({ run }: { run: Run }) {
  const { t } = useTranslation();
  const tag = (key: string): string | undefined => run.tags.find((one) => one.key === key)?.value;
  const optional: (readonly [string, ReactNode])[] = [];
  const source = tag('mlflow.source.name');
  const pipelineRunId = tag('stile.pipelineRunId');
  if (run.parentRunId !== null)
    optional.push([t('run.parent'), <RunWay key="parent" runId={run.parentRunId} />]);
  if (run.userId !== '') optional.push([t('run.user'), run.userId]);
  if (source !== undefined)
    optional.push([
      t('run.source'),
      <span key="source" translate="no">
        {source}
      </span>,
    ]);
  if (run.client !== '') optional.push([t('run.client'), wordClient(run.client)]);
  if (pipelineRunId !== undefined)
    optional.push([
      t('runPage.pipelineRun'),
      <Link
        key="pipeline"
        to="/pipelines/runs/$pipelineRunId"
        params={{ pipelineRunId }}
        className={classes.link}
        translate="no"
      >
        {tag('stile.pipeline') ?? pipelineRunId.slice(0, 8)}
      </Link>,
    ]);
  return (
    <Facts
      facts={[
        [t('runs.status'), <StatusLabel key="status" status={run.status} />],
        [
          t('run.id'),
          <span key="id" className="row">
            <span className="mono">{run.runId}</span>
            <CopyButton text={run.runId} label={t('runPage.copyId')} />
          </span>,
        ],
        [t('run.started'), formatMoment(run.startedAt)],
        [t('run.ended'), run.endedAt === null ? '–' : formatMoment(run.endedAt)],
        [t('run.duration'), <RunDuration key="duration" run={run} />],
        ...optional,
        [
          t('runPage.traces'),
          <Link
            key="traces"
            to="/experiments/$experimentId/traces"
            params={{ experimentId: run.experimentId }}
            search={{ filter: `attributes.run_id = '${run.runId}'` }}
            className={classes.link}
          >
            {t('runPage.tracesOf')}
          </Link>,
        ],
      ]}
    />
  );
}

function RunDatasets({ runId }: { runId: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const datasets = useQuery(runInputsQuery(bridge.client, runId)).data?.datasets ?? [];
  return (
    <Section title={t('run.datasets')} count={datasets.length}>
      {datasets.length === 0 && <p className="g3 sm">{t('run.noDatasets')}</p>}
      {datasets.map(({ name, digest, source, tags }) => (
        <div key={`${name} ${digest}`} className={lines.line}>
          <span className={lines.key} title={source}>
            {name}
          </span>
          <span className="g3 sm">{tags.find(({ key }) => key === 'mlflow.data.context')?.value}</span>
          <span className={`${lines.value ?? ''} mono`} title={source}>
            {digest}
          </span>
        </div>
      ))}
    </Section>
  );
}
