import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import type { PairedComparison, Significance } from '#contract/comparison.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { formatFigure } from '#renderer/parts/figures.ts';
import { formatBytes, formatCount } from '#renderer/parts/numbers.ts';
import table from '#renderer/parts/plain-table.module.css';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import type { CompareTabProps } from './compare-tab-props.ts';
import classes from './compare.module.css';
import { formatP, formatSigned } from './format.ts';
import { IntervalMark, intervalScale } from './interval-mark.tsx';
import { PairedVerdict } from './paired-verdict.tsx';
import { significanceQuery } from './queries.ts';
import type { ShownRuns } from './shown-runs.ts';

/** Whether runs differ from the baseline by more than chance, as the predictions that they logged say. */
export function SignificanceTab({ comparison, shown }: CompareTabProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const ids = comparison.runs.map(({ runId }) => runId);
  const query = useQuery(significanceQuery(bridge.client, ids, shown.baseline?.runId));
  const { data, error, isError, refetch } = query;
  if (isError && data === undefined)
    return <PageProblem title={t('compare.real.failed')} error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <StillBars rows={8} />;
  if (data.table === null && data.seeds.length === 0)
    return (
      <EmptyState
        title={t('compare.real.noTable', { base: shown.baseline?.name ?? '' })}
        lines={[t('compare.real.otherBaseline'), t('compare.real.how')]}
      />
    );
  const nameOf = (runId: string): string =>
    comparison.runs.find((run) => run.runId === runId)?.name ?? runId.slice(0, 8);
  return (
    <div className={classes.real}>
      {data.table === null ? (
        <p className={classes.note}>
          {t('compare.real.noTable', { base: shown.baseline?.name ?? '' })} {t('compare.real.otherBaseline')}
        </p>
      ) : (
        <PairedTable found={data} nameOf={nameOf} styleOf={shown.styleOf} />
      )}
      <SeedTable found={data} />
    </div>
  );
}

type PairedTableProps = {
  readonly found: Significance;
  readonly nameOf: (runId: string) => string;
  readonly styleOf: ShownRuns['styleOf'];
};

function PairedTable({ found, nameOf, styleOf }: PairedTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { comparisons, refused, metric, left } = found;
  const scale = metric === 'accuracy' ? 100 : 1;
  const signed = (value: number): string => formatSigned(value * scale, locale);
  const base = nameOf(found.baseline);
  const x = intervalScale(comparisons);
  return (
    <section aria-label={t('compare.tabs.significance')}>
      {comparisons.length > 0 && (
        <>
          <PairedVerdict items={comparisons} base={base} nameOf={nameOf} />
          <table className={table.table}>
            <caption className={classes.caption}>
              {t('compare.real.about', {
                base,
                metric: metric ?? '',
                unit: scale === 100 ? `, ${t('compare.points')}` : '',
              })}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('compare.real.run')}</th>
                <th scope="col" className={table.right}>
                  {t('compare.real.rows')}
                </th>
                <th scope="col">{t('compare.real.drawn')}</th>
                <th scope="col" className={table.right}>
                  {t('compare.real.difference')}
                </th>
                <th scope="col" className={table.right}>
                  {t('compare.real.interval')}
                </th>
                <th scope="col">{t('compare.real.changed')}</th>
                <th scope="col" className={table.right}>
                  p
                </th>
                <th scope="col" className={table.right}>
                  {t('compare.real.corrected')}
                </th>
                <th scope="col">{t('compare.real.verdict')}</th>
              </tr>
            </thead>
            <tbody>
              {comparisons.map((item) => (
                <tr key={item.runId}>
                  <th scope="row">{nameOf(item.runId)}</th>
                  <td className={table.right}>{item.n.toLocaleString(locale)}</td>
                  <td>
                    <IntervalMark item={item} color={styleOf(item.runId).color} x={x} />
                  </td>
                  <td className={table.right}>{signed(item.difference)}</td>
                  <td className={table.right}>
                    {t('compare.real.from', { low: signed(item.low), high: signed(item.high) })}
                  </td>
                  <td>
                    {changedRows(item) &&
                      t('compare.real.fixed', { fixed: item.fixed ?? 0, broken: item.broken ?? 0 })}
                  </td>
                  <td className={table.right}>{formatP(item.pValue, locale)}</td>
                  <td className={table.right}>{formatP(item.correctedP, locale)}</td>
                  <td>{t(`compare.real.verdicts.${item.verdict}`, { base })}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={classes.note}>{t('compare.real.method', { count: comparisons.length })}</p>
        </>
      )}
      {refused.map((item) => (
        <p key={item.runId} className={classes.note}>
          {t('compare.real.refused', { name: nameOf(item.runId), why: wordProblem(item, t, locale) })}
        </p>
      ))}
      {left > 0 && <p className={classes.note}>{t('compare.real.left', { count: left })}</p>}
    </section>
  );
}

function wordProblem(
  { problem, seen, most }: Significance['refused'][number],
  t: TFunction,
  locale: string,
): string {
  const format = problem === 'too_large' ? formatBytes : formatCount;
  return t(`compare.real.problems.${problem}`, {
    seen: format(seen ?? 0, locale),
    most: format(most ?? 0, locale),
  });
}

function changedRows({ fixed, broken }: PairedComparison): boolean {
  return fixed !== null && broken !== null;
}

/** Means over runs that differ in nothing but a seed. */
function SeedTable({ found }: { found: Significance }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return found.seeds.map((group) => (
    <section key={group.runIds.join()} aria-label={t('compare.real.seeds', { param: group.param })}>
      <table className={table.table}>
        <caption className={classes.caption}>{t('compare.real.seeds', { param: group.param })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('compare.key')}</th>
            <th scope="col" className={table.right}>
              n
            </th>
            <th scope="col" className={table.right}>
              {t('compare.real.mean')}
            </th>
            <th scope="col" className={table.right}>
              {t('compare.real.interval')}
            </th>
          </tr>
        </thead>
        <tbody>
          {group.metrics.map(({ key, n, mean, low, high }) => (
            <tr key={key}>
              <th scope="row" className="mono">
                {key}
              </th>
              <td className={table.right}>{n}</td>
              <td className={table.right}>{formatFigure(mean, locale)}</td>
              <td className={table.right}>
                {low !== null &&
                  high !== null &&
                  t('compare.real.from', {
                    low: formatFigure(low, locale),
                    high: formatFigure(high, locale),
                  })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  ));
}
