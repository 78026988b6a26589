import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PipelineRun } from '#contract/pipelines.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { Elapsed } from '../elapsed.tsx';
import classes from '../pipelines.module.css';
import { lookOf, PipelineRunStateLabel, taskShapes } from '../states.tsx';
import { wordRunTrigger } from '../word-trigger.ts';
import { countSucceeded, groupInstances } from '../task-groups.ts';

/** The newest runs of all pipelines. */
export function LatestRuns({ runs }: { runs: readonly PipelineRun[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('pipelines.allRuns')} sub={runs.length}>
      <RunTable runs={runs} />
    </Panel>
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
  const groups = groupInstances(run.tasks);
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
        <span className={classes.glyphs} title={groups.map(({ task }) => task.taskId).join(', ')}>
          {groups.map(({ task }) => (
            <StatusGlyph key={task.taskId} shape={taskShapes[lookOf(task)]} size={12} />
          ))}
          <span className="g3 sm">
            {formatCount(countSucceeded(groups), locale)}/{formatCount(groups.length, locale)}
          </span>
        </span>
      </td>
      <td className={`${table.wide} mono g2`} translate="no">
        {wordParams(run.params)}
      </td>
      <td className="g3">{wordRunTrigger(run, t)}</td>
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
