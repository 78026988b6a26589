import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import { formatMetric } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { compareMetrics, differs, metricDiffers, type CompareRow } from './compare-rows.ts';
import { MetricDelta } from './metric-delta.tsx';
import classes from './models.module.css';

/** Names and figures are not broken by many versions: the table then scrolls. */
const leastWidth = (versions: number): number => 200 + versions * 170;

type CompareTableProps = {
  readonly title: string;
  readonly versions: readonly ModelVersion[];
  readonly rows: readonly CompareRow[];
  /** How many lines there are when all are the same; else 0. */
  readonly same: number;
};

/** Lines of text, a column for each version; what differs is in ink. */
export function CompareTable({ title, versions, rows, same }: CompareTableProps) {
  const { t } = useTranslation();
  return (
    <Panel title={title} sub={same > 0 ? t('registry.compare.same', { count: same }) : undefined}>
      {rows.length === 0 ? (
        same === 0 && <p className={classes.none}>{t('registry.compare.nothing')}</p>
      ) : (
        <div className={classes.wideTable}>
          <table
            className={`${table.table} ${table.inPanel} ${classes.beside}`}
            style={{ minWidth: leastWidth(versions.length) }}
            aria-label={title}
          >
            <VersionHeads versions={versions} />
            <tbody>
              {rows.map((row) => (
                <tr key={row.label} data-differs={differs(row) || undefined}>
                  <th scope="row" className="mono" translate="no">
                    {row.label}
                  </th>
                  {row.values.map((value, index) => (
                    <td key={versions[index]?.version} translate="no">
                      {value ?? '–'}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

type MetricsTableProps = {
  readonly versions: readonly ModelVersion[];
  readonly onlyDifferent: boolean;
  readonly aside: ReactNode;
};

/** Figures with the difference to the first version: of losses, too, less is better where the engine says so. */
export function MetricsTable({ versions, onlyDifferent, aside }: MetricsTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const all = compareMetrics(versions);
  const rows = onlyDifferent ? all.filter(metricDiffers) : all;
  const same = all.length > 0 && rows.length === 0 ? all.length : 0;
  const title = t('registry.compare.metrics');
  return (
    <Panel
      title={title}
      sub={same > 0 ? t('registry.compare.same', { count: same }) : undefined}
      aside={aside}
    >
      {rows.length === 0 ? (
        same === 0 && <p className={classes.none}>{t('registry.compare.nothing')}</p>
      ) : (
        <div className={classes.wideTable}>
          <table
            className={`${table.table} ${table.inPanel} ${classes.beside}`}
            style={{ minWidth: leastWidth(versions.length) }}
            aria-label={title}
          >
            <VersionHeads versions={versions} />
            <tbody>
              {rows.map((row) => {
                const { split, key, values } = row;
                return (
                  <tr key={`${split} ${key}`} data-differs={metricDiffers(row) || undefined}>
                    <th scope="row" className="mono" translate="no">
                      {split === '' ? key : `${split}/${key}`}
                    </th>
                    {values.map(({ value, n }, index) => (
                      <td key={versions[index]?.version}>
                        {value === null ? '–' : formatMetric(value, 4, locale)}
                        {n !== null && <span className={classes.n}>{t('models.rows', { count: n })}</span>}
                        {index > 0 && (
                          <span className={classes.n}>
                            <MetricDelta metric={{ value }} against={findMetric(versions[0], split, key)} />
                          </span>
                        )}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function findMetric(
  version: ModelVersion | undefined,
  split: string,
  key: string,
): ModelVersion['metrics'][number] | undefined {
  return version?.metrics.find((metric) => metric.split === split && metric.key === key);
}

/** The panel's title says already what the lines are. */
function VersionHeads({ versions }: { versions: readonly ModelVersion[] }) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th>
          <span className={classes.hidden}>{t('registry.compare.line')}</span>
        </th>
        {versions.map(({ version, aliases }) => (
          <th key={version}>
            <span className={classes.version}>
              {t('models.v', { version })}
              {aliases.map((alias) => (
                <AliasTag key={alias} alias={alias} />
              ))}
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}
