import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import { formatBytes, formatMetric } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import panels from '#renderer/parts/panel.module.css';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { MetricDelta } from './metric-delta.tsx';
import { OriginRun } from './version-origin.tsx';
import classes from './version-summary.module.css';
import { accuracyOn, accuracySplits } from './version-metrics.ts';

type VersionSummaryProps = {
  readonly version: ModelVersion;
  readonly champion: ModelVersion | null;
  /** The version that a rollback would make champion; null where there is none. */
  readonly rollbackTo: number | null;
};

/** The figures of one version beside the champion's, and where it comes from. */
export function VersionSummary({ version, champion, rollbackTo }: VersionSummaryProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const splits = accuracySplits([version]).slice(0, 4);
  const isChampion = champion?.version === version.version;
  return (
    <Panel
      title={t('models.v', { version: version.version })}
      sub={version.aliases.map((alias) => (
        <AliasTag key={alias} alias={alias} />
      ))}
      aside={
        <Link
          to="/models/$name/versions/$version"
          params={{ name: version.name, version: String(version.version) }}
          className={panels.link}
        >
          {t('registry.version.open')}
        </Link>
      }
      foot={<VersionAct version={version} isChampion={isChampion} rollbackTo={rollbackTo} />}
    >
      {splits.length === 0 ? (
        <p className={classes.none}>{t('registry.version.noMetrics')}</p>
      ) : (
        <dl className={classes.figures}>
          {splits.map((split) => {
            const metric = accuracyOn(version, split);
            const theirs = champion === null || isChampion ? null : accuracyOn(champion, split);
            return (
              <div key={split}>
                <dt className="mono" translate="no">
                  {split}
                </dt>
                <dd>
                  <strong>{metric === null ? '–' : formatMetric(metric.value, 3, locale)}</strong>
                  {metric?.n != null && (
                    <span className="g3 sm">{t('models.rows', { count: metric.n })}</span>
                  )}
                  {theirs !== null && champion !== null && (
                    <span className="sm">
                      <MetricDelta metric={metric} against={theirs} />{' '}
                      <span className="g3">{t('models.v', { version: champion.version })}</span>
                    </span>
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
      <dl className={classes.facts}>
        <div>
          <dt>{t('version.run')}</dt>
          <dd>{version.runId === null ? t('version.noRun') : <OriginRun runId={version.runId} />}</dd>
        </div>
        <div>
          <dt>{t('registry.version.datasets')}</dt>
          <dd translate="no">{version.datasets.map(nameDataset).join(', ') || '–'}</dd>
        </div>
        <div>
          <dt>{t('models.size')}</dt>
          <dd>{version.bytes === null ? '–' : formatBytes(version.bytes, locale)}</dd>
        </div>
        {version.description !== '' && (
          <div>
            <dt>{t('registry.version.description')}</dt>
            <dd translate="no">{version.description}</dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

type VersionActProps = Pick<VersionSummaryProps, 'version' | 'rollbackTo'> & { readonly isChampion: boolean };

/** The champion can be rolled back, any other version promoted. */
function VersionAct({ version: { name, version }, isChampion, rollbackTo }: VersionActProps) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  if (!isChampion)
    return (
      <Button size="compact-sm" onClick={() => openSheet('promote', name, version)}>
        {t('models.promoteVersion', { version })}
      </Button>
    );
  if (rollbackTo === null) return <span className="g3 sm">{t('registry.rollback.none')}</span>;
  return (
    <Button size="compact-sm" onClick={() => openSheet('rollback', name)}>
      {t('models.rollbackTo', { version: rollbackTo })}
    </Button>
  );
}

function nameDataset(uri: string): string {
  return uri.replace('datasets:/', '').replace(/\/(\d+)$/, ' v$1');
}
