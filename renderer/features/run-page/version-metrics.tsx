import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import lines from '#renderer/parts/key-values.module.css';
import { columnDecimals, formatMetric } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { madeVersionsQuery, modelVersionQuery } from './queries.ts';
import classes from './run-page.module.css';

/** What was measured of the model versions that the run made, with the split and the rows behind each figure. */
export function VersionMetrics({ runId }: { runId: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const made = useQuery(madeVersionsQuery(bridge.client, runId)).data ?? [];
  const read = useQueries({ queries: made.slice(0, 10).map((one) => modelVersionQuery(bridge.client, one)) });
  const versions = read.flatMap(({ data }) =>
    data === undefined || data.metrics.length === 0 ? [] : [data],
  );
  if (versions.length === 0) return null;
  return (
    <div className={classes.box}>
      {versions.map((version) => (
        <Section key={version.uri} title={`${version.name} v${String(version.version)}`}>
          {version.metrics.map(({ key, split, value, n }) => (
            <div key={`${split} ${key}`} className={lines.line}>
              <span className={lines.key}>{key}</span>
              <span className="g3 sm">
                {[split, n === null ? '' : t('runPage.versionsOf', { n })]
                  .filter((part) => part !== '')
                  .join(', ')}
              </span>
              <span className={lines.value}>{formatMetric(value, columnDecimals([value]), locale)}</span>
            </div>
          ))}
        </Section>
      ))}
    </div>
  );
}
