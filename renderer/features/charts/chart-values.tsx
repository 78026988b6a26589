import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartLine } from '#renderer/parts/charts/chart-line.ts';
import { columnDecimals, formatMetric } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './charts.module.css';
import type { ChartPanel } from './panels.ts';
import type { ChartRun, DecodedLine } from './queries.ts';

type ChartValuesProps = {
  readonly panel: ChartPanel;
  readonly lines: readonly DecodedLine[];
  readonly runs: readonly ChartRun[];
  readonly dressed: readonly ChartLine[];
};

/** Metrics that were logged once: of one run a list, of several a bar for each run. */
export function ChartValues({ panel, lines, runs, dressed }: ChartValuesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const numbers = lines.flatMap(({ last }) => (last === null ? [] : [last]));
  const largest = Math.max(...numbers.map((value) => (typeof value === 'number' ? Math.abs(value) : 0)), 0);
  const isOneRun = runs.length === 1;
  return (
    <div
      className={classes.scroll}
      tabIndex={0}
      role="group"
      aria-label={panel.title === '' ? t('charts.values') : panel.title}
    >
      <div className={classes.values}>
        {lines.map((line, i) => {
          const { last } = line;
          const share = typeof last === 'number' && largest > 0 ? Math.abs(last) / largest : 0;
          return (
            <Fragment key={`${line.runId}:${line.key}`}>
              <span className={`${classes.valueName ?? ''} ${isOneRun ? 'mono' : ''}`}>
                {isOneRun ? line.key : dressed[i]?.label}
              </span>
              {isOneRun ? (
                <span />
              ) : (
                <span
                  className={classes.bar}
                  style={{
                    width: `${String(share * 100)}%`,
                    background: `var(--st-${dressed[i]?.token ?? 'ink4'})`,
                  }}
                />
              )}
              <span className={classes.valueNumber}>
                {last === null
                  ? '–'
                  : formatMetric(last, columnDecimals(isOneRun ? [last] : numbers), locale)}
              </span>
            </Fragment>
          );
        })}
      </div>
    </div>
  );
}
