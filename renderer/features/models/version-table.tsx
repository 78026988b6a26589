import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import { formatBytes, formatMetric } from '#renderer/parts/numbers.ts';
import table from '#renderer/parts/plain-table.module.css';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { RunLink, runInputsQuery, trainingInput } from '../runs/index.ts';
import classes from './models.module.css';
import { accuracyOn, accuracySplits } from './version-metrics.ts';

type VersionTableProps = {
  readonly name: string;
  readonly versions: readonly ModelVersion[];
  /** The version whose details stand below. */
  readonly shown: number | null;
};

/** Versions with their accuracy on each split, newest first. */
export function VersionTable({ name, versions, shown }: VersionTableProps) {
  const { t } = useTranslation();
  const splits = accuracySplits(versions).slice(0, 3);
  return (
    <table className={`${table.table} ${table.inPanel}`} aria-label={t('models.versionList', { name })}>
      <thead>
        <tr>
          <th>{t('models.version')}</th>
          <th>{t('models.aliases')}</th>
          {splits.map((split) => (
            <th key={split} className={`${table.right} mono`}>
              {split}
            </th>
          ))}
          <th>{t('models.dataset')}</th>
          <th>{t('models.run')}</th>
          <th className={table.right}>{t('models.size')}</th>
          <th className={table.right}>{t('models.registered')}</th>
          <th>
            <span className={classes.hidden}>{t('models.promote')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <VersionLine
            key={version.version}
            version={version}
            splits={splits}
            isShown={version.version === shown}
          />
        ))}
      </tbody>
    </table>
  );
}

type VersionLineProps = {
  readonly version: ModelVersion;
  readonly splits: readonly string[];
  readonly isShown: boolean;
};

function VersionLine({ version, splits, isShown }: VersionLineProps) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const locale = useLocale();
  const isChampion = version.aliases.includes('champion');
  const promote = (): void => openSheet('promote', version.name, version.version);
  return (
    <tr data-current={isShown || undefined}>
      <th scope="row">
        <Link
          to="/models/$name"
          params={{ name: version.name }}
          search={{ v: version.version }}
          aria-current={isShown}
          className={table.link}
        >
          {t('models.v', { version: version.version })}
        </Link>
      </th>
      <td>
        <span className={classes.version}>
          {version.aliases.map((alias) => (
            <AliasTag key={alias} alias={alias} />
          ))}
        </span>
      </td>
      {splits.map((split) => {
        const metric = accuracyOn(version, split);
        return (
          <td key={split} className={table.right}>
            {metric === null ? '–' : formatMetric(metric.value, 3, locale)}
            {metric?.n != null && <span className={classes.n}>{t('models.rows', { count: metric.n })}</span>}
          </td>
        );
      })}
      <td className="g3">
        <TrainingData version={version} />
      </td>
      <td>
        {version.runId === null ? (
          '–'
        ) : (
          <RunLink
            runId={version.runId}
            className={table.link}
            fallback={() => <span className="mono">{version.runId?.slice(0, 8)}</span>}
          />
        )}
      </td>
      <td className={`${table.right} g3`}>
        {version.bytes === null ? '–' : formatBytes(version.bytes, locale)}
      </td>
      <td className={`${table.right} g3`}>
        <RelativeTime at={version.createdAt} />
      </td>
      <td className={table.right}>
        {!isChampion && (
          <Button
            size="compact-xs"
            aria-label={t('models.promoteVersion', { version: version.version })}
            onClick={promote}
          >
            {t('models.promote')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** The dataset version that the run was trained on, or the first that is known. */
function TrainingData({ version }: { version: ModelVersion }) {
  const { bridge } = useApp();
  const runId = version.runId ?? '';
  const { data } = useQuery({ ...runInputsQuery(bridge.client, runId), enabled: runId !== '' });
  const trained = trainingInput(data?.datasets ?? []);
  const uri =
    version.datasets.find((one) => one.startsWith(`datasets:/${trained?.name ?? ''}/`)) ??
    version.datasets[0];
  return <>{uri?.replace('datasets:/', '').replace('/', ' v') ?? '–'}</>;
}
