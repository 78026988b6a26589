import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PipelineProblem, PipelineRun, PipelineSummary } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { formatCount } from '#renderer/parts/numbers.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { Panel } from '#renderer/parts/panel.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StateLabel, StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { PipelinePythonState } from '../python/index.ts';
import { Elapsed } from './elapsed.tsx';
import classes from './pipelines.module.css';
import { pipelineListQuery, pipelineRunListQuery } from './queries.ts';
import { ScheduleLine } from './schedule-line.tsx';
import { PipelineRunStateLabel, taskShapes } from './states.tsx';
import { groupInstances } from './task-groups.ts';

/** Every pipeline of the workspace, and the latest runs of all. */
export function PipelinesPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const list = useQuery(pipelineListQuery(bridge.client));
  const runs = useQuery(pipelineRunListQuery(bridge.client));
  const pipelines = list.data;
  return (
    <>
      <PageHead
        title={t('pipelines.title')}
        meta={pipelines !== undefined && t('pipelines.summary', { count: pipelines.length })}
      />
      {pipelines === undefined ? (
        list.isError ? (
          <PageProblem
            title={t('pipelines.loadFailed')}
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : (
          <StillBars />
        )
      ) : pipelines.length === 0 ? (
        <EmptyState
          title={t('pipelines.emptyTitle')}
          lines={[t('pipelines.emptyText'), t('pipelines.emptyText2')]}
        >
          <Button variant="filled" renderRoot={(props) => <Link to="/" {...props} />}>
            {t('pipelines.goHome')}
          </Button>
        </EmptyState>
      ) : (
        <div className={classes.page}>
          <div className={classes.cards}>
            {pipelines.map((pipeline) => (
              <PipelineCard key={pipeline.name} pipeline={pipeline} />
            ))}
          </div>
          <Panel title={t('pipelines.allRuns')} sub={runs.data?.length}>
            <RunTable runs={runs.data ?? []} />
          </Panel>
        </div>
      )}
    </>
  );
}

function PipelineCard({ pipeline }: { pipeline: PipelineSummary }) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const errors = pipeline.problems.filter(({ severity }) => severity === 'error');
  return (
    <Panel
      title={pipeline.name}
      sub={pipeline.lastRun !== null && <PipelineRunStateLabel state={pipeline.lastRun.state} />}
      aside={
        <Button
          size="compact-xs"
          leftSection={<IconPlayerPlay size={14} stroke={1.5} />}
          aria-label={t('pipelines.runNamed', { name: pipeline.name })}
          disabled={errors.length > 0}
          onClick={() => openSheet('run-pipeline', pipeline.name)}
        >
          {t('pipelines.run')}
        </Button>
      }
    >
      <div className={classes.card}>
        {pipeline.description !== '' && (
          <p className="g2" translate="no">
            {pipeline.description}
          </p>
        )}
        {errors.length > 0 && <FileErrors errors={errors} />}
        <p className={classes.chain}>
          {pipeline.tasks.map(({ id }) => (
            <span key={id} className={classes.link}>
              {id}
            </span>
          ))}
        </p>
        {pipeline.schedule !== null && <ScheduleLine name={pipeline.name} schedule={pipeline.schedule} />}
        {errors.length === 0 && <PipelinePythonState name={pipeline.name} />}
        <Link to="/pipelines/$name" params={{ name: pipeline.name }} className={`${table.link} sm mono`}>
          {pipeline.file}
        </Link>
      </div>
    </Panel>
  );
}

function FileErrors({ errors }: { errors: readonly PipelineProblem[] }) {
  const { t } = useTranslation();
  const [first] = errors;
  return (
    <div className={classes.errors}>
      <StateLabel shape="failed">{t('pipelines.problems', { count: errors.length })}</StateLabel>
      {first !== undefined && (
        <p className="sm g2">
          {t('pipelines.problemAt', { line: first.line, column: first.column })}:{' '}
          {t(`pipelines.problemCode.${first.code}`)}{' '}
          <span className="mono" translate="no" title={first.message}>
            {first.value}
          </span>
        </p>
      )}
    </div>
  );
}

function RunTable({ runs }: { runs: readonly PipelineRun[] }) {
  const { t } = useTranslation();
  if (runs.length === 0) return <p className={classes.none}>{t('pipelines.noRuns')}</p>;
  return (
    <div className={classes.wideTable}>
      <table className={`${table.table} ${table.inPanel}`} aria-label={t('pipelines.runList')}>
        <thead>
          <tr>
            <th>{t('pipelines.name')}</th>
            <th>{t('pipelines.state')}</th>
            <th>{t('pipelines.tasks')}</th>
            <th>{t('pipelines.params')}</th>
            <th>{t('pipelines.trigger')}</th>
            <th className={table.right}>{t('pipelines.duration')}</th>
            <th className={table.right}>{t('pipelines.started')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunLine key={run.pipelineRunId} run={run} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunLine({ run }: { run: PipelineRun }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const done = run.tasks.filter(({ state }) => state === 'success').length;
  return (
    <tr>
      <th scope="row">
        <Link
          to="/pipelines/runs/$pipelineRunId"
          params={{ pipelineRunId: run.pipelineRunId }}
          className={table.link}
        >
          {run.pipeline}
        </Link>
      </th>
      <td>
        <PipelineRunStateLabel state={run.state} />
      </td>
      <td>
        <span
          className={classes.glyphs}
          title={groupInstances(run.tasks)
            .map(({ task }) => task.taskId)
            .join(', ')}
        >
          {groupInstances(run.tasks).map(({ task: { taskId, state } }) => (
            <StatusGlyph key={taskId} shape={taskShapes[state]} size={12} />
          ))}
          <span className="g3 sm">
            {formatCount(done, locale)}/{formatCount(run.tasks.length, locale)}
          </span>
        </span>
      </td>
      <td className={`${table.wide} mono g2`} translate="no">
        {wordParams(run.params)}
      </td>
      <td className="g3">{t(`pipelines.triggers.${run.trigger.kind}`)}</td>
      <td className={`${table.right} g3`}>
        <Elapsed startedAt={run.startedAt} endedAt={run.endedAt} />
      </td>
      <td className={`${table.right} g3`}>
        <RelativeTime at={run.queuedAt} />
      </td>
    </tr>
  );
}

function wordParams(params: PipelineRun['params']): string {
  return Object.entries(params)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}
