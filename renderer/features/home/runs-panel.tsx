import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LatestMetric, Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatMetric } from '#renderer/parts/numbers.ts';
import { Panel, PanelLink } from '#renderer/parts/panel.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { Sparkline } from '#renderer/parts/sparkline.tsx';
import { shapeByStatus, StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { metricHistoryQuery, recentRunsQuery, RunDuration } from '../runs/index.ts';
import { courseMetric, headlineMetric } from './headline-metric.ts';
import classes from './home.module.css';

const shown = 5;
const decimals = 3;

/** The newest runs of all experiments, with the figure that says most of each. */
export function RunsPanel() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data: runs = [] } = useQuery(recentRunsQuery(bridge.client, shown));
  return (
    <Panel title={t('home.runs')} aside={<PanelLink to="/experiments">{t('home.allRuns')}</PanelLink>}>
      {runs.length === 0 ? (
        <p className={classes.quiet}>{t('home.noRuns')}</p>
      ) : (
        <div className={classes.narrowing}>
          <table className={`${table.table} ${table.inPanel}`} aria-label={t('home.runTable')}>
            <thead>
              <tr>
                <th>{t('home.run')}</th>
                <th className={classes.courseCell}>{t('home.course')}</th>
                <th className={table.right}>{t('home.metric')}</th>
                <th className={`${table.right} ${classes.durationCell}`}>{t('home.duration')}</th>
                <th className={`${table.right} ${classes.startedCell}`}>{t('home.started')}</th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <RunLine key={run.runId} run={run} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function RunLine({ run }: { run: Run }) {
  const { t } = useTranslation();
  const metric = headlineMetric(run.metrics);
  const course = courseMetric(run.metrics);
  return (
    <tr>
      <th scope="row" className={table.wide}>
        <span className={classes.runName}>
          <StatusGlyph shape={shapeByStatus[run.status]} />
          <span className={classes.hidden}>{t(`status.${run.status}`)}</span>
          <Link
            to="/experiments/$experimentId"
            params={{ experimentId: run.experimentId }}
            search={{ run: run.runId }}
            className={`${classes.link} ell`}
            title={run.name}
          >
            {run.name}
          </Link>
        </span>
      </th>
      <td className={classes.courseCell}>{course !== null && <Course run={run} metric={course} />}</td>
      <td className={table.right}>{metric === null ? '–' : <Figure metric={metric} />}</td>
      <td className={`${table.right} ${classes.durationCell}`}>
        <RunDuration run={run} />
      </td>
      <td className={`${table.right} ${classes.startedCell} g3`}>
        <RelativeTime at={run.startedAt} />
      </td>
    </tr>
  );
}

function Figure({ metric }: { metric: LatestMetric }) {
  const locale = useLocale();
  return (
    <>
      <span className={classes.metricKey}>{metric.key}</span> {formatMetric(metric.value, decimals, locale)}
    </>
  );
}

function Course({ run, metric }: { run: Run; metric: LatestMetric }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const { data } = useQuery(metricHistoryQuery(bridge.client, run.runId, metric.key));
  const word = (value: LatestMetric['value']): string => formatMetric(value, decimals, locale);
  const words = {
    key: metric.key,
    first: word(data?.points[0]?.value ?? metric.value),
    last: word(metric.value),
    min: word(metric.min),
    max: word(metric.max),
  };
  return (
    <Sparkline
      values={data?.points.map(({ value }) => value) ?? []}
      tone={run.status === 'RUNNING' ? 'live' : 'quiet'}
      label={t('run.trend', words)}
    />
  );
}
