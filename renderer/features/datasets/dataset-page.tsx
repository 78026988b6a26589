import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DatasetVersion } from '#contract/datasets.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { AddDataSheet } from './add-data-sheet.tsx';
import classes from './datasets.module.css';
import { datasetListQuery, datasetVersionsQuery } from './queries.ts';
import { VersionDetail } from './version-detail.tsx';
import { shortLocation, wordExtent } from './word-dataset.ts';

const route = getRouteApi('/datasets/$name');

/** One dataset: its versions at the left, the chosen one with what it holds beside them. */
export function DatasetPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { name } = route.useParams();
  const { v, add } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(datasetVersionsQuery(bridge.client, name));
  const summaries = useQuery(datasetListQuery(bridge.client));
  const description = summaries.data?.find((one) => one.name === name)?.description ?? '';
  const versions = list.data;
  if (versions === undefined) {
    if (!list.isError) return <StillBars />;
    return (
      <PageProblem
        title={t('datasets.loadFailedOne')}
        error={list.error}
        onRetry={() => void list.refetch()}
      />
    );
  }
  const chosen = v === undefined ? versions[0] : versions.find(({ version }) => version === v);
  return (
    <>
      <PageHead
        title={name}
        meta={
          <span className={classes.headMeta} title={description} translate="no">
            {description}
          </span>
        }
      >
        <Button
          variant="filled"
          onClick={() => void navigate({ search: (search) => ({ ...search, add: 'yes' }) })}
        >
          {t('datasets.addVersion')}
        </Button>
      </PageHead>
      <div className={classes.split}>
        <VersionList name={name} versions={versions} chosen={chosen?.version} />
        {chosen === undefined ? (
          <p className={classes.choose}>{t('datasets.noVersion', { version: v ?? '–' })}</p>
        ) : (
          <VersionDetail key={chosen.uri} version={chosen} others={versions} />
        )}
      </div>
      {add !== undefined && (
        <AddDataSheet
          name={name}
          onClose={() =>
            void navigate({ search: (search) => ({ ...search, add: undefined }), replace: true })
          }
        />
      )}
    </>
  );
}

type VersionListProps = {
  readonly name: string;
  readonly versions: readonly DatasetVersion[];
  readonly chosen: number | undefined;
};

function VersionList({ name, versions, chosen }: VersionListProps) {
  const { t } = useTranslation();
  return (
    <nav className={classes.versions} aria-label={t('datasets.versionList', { name })}>
      <ol className={classes.timeline}>
        {versions.map((version) => (
          <li key={version.version}>
            <VersionItem version={version} isChosen={version.version === chosen} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function VersionItem({ version, isChosen }: { version: DatasetVersion; isChosen: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { source } = version;
  return (
    <Link
      to="/datasets/$name"
      params={{ name: version.name }}
      search={{ v: version.version }}
      activeOptions={{ includeSearch: true }}
      className={classes.item}
      data-chosen={isChosen || undefined}
      aria-current={isChosen ? 'true' : undefined}
    >
      <span className={classes.itemHead}>
        <span className={classes.strong}>{t('datasets.v', { version: version.version })}</span>
        <span className="g3 sm">
          <RelativeTime at={version.createdAt} />
        </span>
      </span>
      <span className="g2 sm">{`${wordExtent(version, t)}, ${formatBytes(version.bytes, locale)}`}</span>
      <span className={`${classes.cut ?? ''} g3 sm`} title={source.location}>
        {t(`datasets.sources.${source.kind}`)} <span translate="no">{shortLocation(source)}</span>
      </span>
      {version.message !== '' && (
        <span className={`${classes.wrap ?? ''} sm`} translate="no">
          {version.message}
        </span>
      )}
    </Link>
  );
}
