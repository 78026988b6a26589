import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CardMetric } from '#contract/model-card.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatCount, formatMetric } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { DatasetLink } from '../lineage/index.ts';
import { MetricDelta } from './metric-delta.tsx';
import classes from './models.module.css';
import { cardQuery } from './queries.ts';

type VersionMetricsProps = { readonly version: ModelVersion; readonly champion: ModelVersion | null };

/** Figures by split with their intervals and rows, beside the champion's. */
export function VersionMetrics({ version, champion }: VersionMetricsProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const card = useQuery(cardQuery(bridge.client, version.name, version.version));
  const metrics: readonly CardMetric[] =
    card.data?.metrics ?? version.metrics.map((metric) => ({ ...metric, low: null, high: null }));
  const against = champion !== null && champion.version !== version.version ? champion : null;
  const splits = [...new Set(metrics.map(({ split }) => split))];
  const title = t('registry.version.metrics');
  return (
    <Panel
      title={title}
      sub={against === null ? undefined : t('registry.version.against', { version: against.version })}
    >
      {metrics.length === 0 ? (
        <p className={classes.none}>{t('registry.version.noMetrics')}</p>
      ) : (
        <div className={classes.wideTable} tabIndex={0} role="group" aria-label={title}>
          <table className={`${table.table} ${table.inPanel}`} aria-label={title}>
            <thead>
              <tr>
                <th>{t('registry.version.metric')}</th>
                <th className={table.right}>{t('registry.version.value')}</th>
                <th className={table.right}>{t('registry.version.interval')}</th>
                {against !== null && (
                  <th className={table.right}>{t('models.v', { version: against.version })}</th>
                )}
                <th className={table.right}>{t('registry.version.n')}</th>
              </tr>
            </thead>
            {splits.map((split) => (
              <Split
                key={split}
                split={split}
                metrics={metrics.filter((metric) => metric.split === split)}
                against={against}
              />
            ))}
          </table>
        </div>
      )}
    </Panel>
  );
}

type SplitProps = {
  readonly split: string;
  readonly metrics: readonly CardMetric[];
  readonly against: ModelVersion | null;
};

function Split({ split, metrics, against }: SplitProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const datasets = [...new Set(metrics.flatMap(({ dataset }) => dataset ?? []))];
  return (
    <tbody>
      <tr className={classes.splitHead}>
        <th colSpan={against === null ? 4 : 5} scope="colgroup">
          {split === '' ? (
            t('registry.version.noSplit')
          ) : (
            <span className="mono" translate="no">
              {split}
            </span>
          )}{' '}
          {datasets.map((uri) => (
            <DatasetLink key={uri} uri={uri} className={`${table.link ?? ''} g3 sm`} />
          ))}
        </th>
      </tr>
      {metrics.map(({ key, value, low, high, n }) => (
        <tr key={key}>
          <th scope="row" className="mono" translate="no">
            {key}
          </th>
          <td className={`${table.right ?? ''} ${table.best ?? ''}`}>{formatMetric(value, 4, locale)}</td>
          <td className={`${table.right ?? ''} g3`}>
            {low === null || high === null
              ? '–'
              : `${formatMetric(low, 3, locale)} – ${formatMetric(high, 3, locale)}`}
          </td>
          {against !== null && (
            <td className={table.right}>
              <MetricDelta
                metric={{ value }}
                against={against.metrics.find((one) => one.split === split && one.key === key)}
              />
            </td>
          )}
          <td className={`${table.right ?? ''} g3`}>{n === null ? '–' : formatCount(n, locale)}</td>
        </tr>
      ))}
    </tbody>
  );
}
