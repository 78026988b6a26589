import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParamImportance } from '#contract/comparison.ts';
import { useApp } from '#renderer/app-context.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { formatUnit, withMinus } from '#renderer/parts/figures.ts';
import table from '#renderer/parts/plain-table.module.css';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import type { CompareTabProps } from './compare-tab-props.ts';
import classes from './importance.module.css';
import { DimSelect } from './plots/dim-select.tsx';
import { listDims } from './plots/dims.ts';
import { importanceQuery } from './queries.ts';
import { useCompareSet } from './use-compare-set.ts';

/** How params go with a metric over these runs: the strongest first, with n, and how far that can be trusted. */
export function ImportanceTab({ comparison }: CompareTabProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { search, change } = useCompareSet();
  const metrics = useMemo(() => listDims(comparison).filter(({ isMetric }) => isMetric), [comparison]);
  const metric =
    metrics.find(({ key }) => key === search.metric) ?? metrics.find(({ key }) => key === comparison.main);
  const ids = comparison.runs.map(({ runId }) => runId);
  const query = useQuery({
    ...importanceQuery(bridge.client, ids, metric?.key ?? ''),
    enabled: metric !== undefined,
  });
  if (metric === undefined)
    return <EmptyState title={t('compare.importance.none')} lines={[t('compare.importance.noneHow')]} />;
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <DimSelect
          label={t('compare.importance.of')}
          dims={metrics}
          value={metric.id}
          onChange={(id) => change({ metric: metrics.find((dim) => dim.id === id)?.key })}
        />
        {query.data !== undefined && (
          <span className="sm g3">{t('compare.importance.n', { count: query.data.n })}</span>
        )}
      </div>
      {query.isError && query.data === undefined ? (
        <PageProblem
          title={t('compare.importance.failed')}
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : query.data === undefined ? (
        <StillBars rows={8} />
      ) : (
        <div className={classes.body} role="region" aria-label={t('compare.tabs.importance')} tabIndex={0}>
          {query.data.isTooFew && (
            <p className={classes.warning}>
              <IconAlertTriangleFilled size={14} aria-hidden="true" />
              {t('compare.importance.tooFew', { count: query.data.n })}
            </p>
          )}
          {query.data.params.length === 0 ? (
            <p className={classes.note}>{t('compare.importance.noParams')}</p>
          ) : (
            <Ranking params={query.data.params} metric={metric.key} />
          )}
          <p className={classes.note}>{t('compare.importance.method')}</p>
        </div>
      )}
    </div>
  );
}

function Ranking({ params, metric }: { params: readonly ParamImportance[]; metric: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t('compare.importance.param')}</th>
          <th scope="col">{t('compare.importance.strength')}</th>
          <th scope="col">{t('compare.importance.sense', { metric })}</th>
          <th scope="col" className={table.right}>
            {t('compare.real.interval')}
          </th>
          <th scope="col" className={table.right}>
            {t('compare.importance.values')}
          </th>
          <th scope="col" className={table.right}>
            n
          </th>
        </tr>
      </thead>
      <tbody>
        {params.map((item) => (
          <tr key={item.param}>
            <th scope="row" className="mono" translate="no">
              {item.param}
            </th>
            <td className={classes.strength}>
              <StrengthBar item={item} />
              {formatUnit(item.strength, locale)}
            </td>
            <td>{t(`compare.importance.senses.${senseOf(item)}`)}</td>
            <td className={table.right}>
              {item.low !== null && item.high !== null
                ? t('compare.real.from', {
                    low: signedUnit(item.low, locale),
                    high: signedUnit(item.high, locale),
                  })
                : '–'}
            </td>
            <td className={table.right}>{item.values.toLocaleString(locale)}</td>
            <td className={table.right}>{item.n.toLocaleString(locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Filled when the interval leaves zero out: then it is more than chance, as far as an interval tells. */
function StrengthBar({ item: { strength, low, high } }: { item: ParamImportance }) {
  const isSure = low !== null && high !== null && (low > 0 || high < 0);
  if (strength === null || strength === 0) return <span className={classes.track} aria-hidden="true" />;
  return (
    <span className={classes.track} aria-hidden="true">
      <span
        className={classes.fill}
        data-sure={isSure || undefined}
        style={{ width: `${String(strength * 100)}%` }}
      />
    </span>
  );
}

/** Correlations stand below each other with three decimals. */
function signedUnit(value: number, locale: string): string {
  const text = withMinus(formatUnit(value, locale));
  return value > 0 ? `+${text}` : text;
}

function senseOf({ method, strength, correlation, low, high }: ParamImportance) {
  if (strength === null) return 'unknown';
  // What is left after the correction for chance is nothing.
  if (strength === 0) return 'chance';
  if (method === 'groups' || correlation === null) return 'groups';
  if (low !== null && high !== null && low <= 0 && high >= 0) return 'chance';
  return correlation > 0 ? 'rises' : 'falls';
}
