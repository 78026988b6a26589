import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ExperimentHeadline } from '#contract/comparison.ts';
import { formatFigure, formatUnit } from '#renderer/parts/figures.ts';
import { Sparkline } from '#renderer/parts/sparkline.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './headline-cells.module.css';

/** The best value of the metric that an experiment is about, and the way to the run that reached it. */
export function BestCell({ headline }: { headline: ExperimentHeadline | undefined }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (headline?.best == null || headline.bestRunId === null) return <span className="g3">–</span>;
  const { key, best, bestRunId, experimentId, isShare } = headline;
  return (
    <span className={classes.best}>
      <span className={classes.metric} translate="no" title={key}>
        {key}
      </span>
      <Link
        to="/experiments/$experimentId/runs/$runId"
        params={{ experimentId, runId: bestRunId }}
        tabIndex={-1}
        className={classes.value}
        title={t('experiments.bestRun')}
      >
        {isShare ? formatUnit(best, locale) : formatFigure(best, locale)}
      </Link>
    </span>
  );
}

/** How that metric went over the newest runs. */
export function TrendCell({ headline }: { headline: ExperimentHeadline | undefined }) {
  const { t } = useTranslation();
  if (headline === undefined) return null;
  return (
    <Sparkline
      values={headline.recent}
      label={t('experiments.trendOf', { metric: headline.key, count: headline.recent.length })}
    />
  );
}
