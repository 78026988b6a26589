import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { ExperimentSummary } from '#contract/entities.ts';
import type { GridColumn } from '#renderer/parts/grid/grid-types.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { TagList } from '#renderer/parts/tag-list.tsx';
import { BestCell, TrendCell } from './headline-cells.tsx';
import type { Headlines } from './use-headlines.ts';

/** A tag that has a column of its own. */
const ownerTag = 'owner';

export function buildExperimentColumns(
  t: TFunction,
  locale: string,
  headlines: Headlines,
): readonly GridColumn<ExperimentSummary>[] {
  return [
    {
      id: 'name',
      head: t('experiments.name'),
      label: t('experiments.name'),
      width: 'minmax(220px, 2fr)',
      orderKey: 'name',
      firstDirection: 'ASC',
      cell: ({ item }) => <NameCell experiment={item} />,
      title: ({ item }) => item.name,
    },
    {
      id: 'runs',
      head: t('experiments.runs'),
      label: t('experiments.runs'),
      width: '72px',
      align: 'right',
      cell: ({ item }) => formatCount(item.runCount, locale),
    },
    {
      id: 'running',
      head: t('experiments.running'),
      label: t('experiments.running'),
      width: '92px',
      align: 'right',
      cell: ({ item }) => <RunningCell count={item.runningCount} locale={locale} />,
    },
    {
      id: 'best',
      head: t('experiments.best'),
      label: t('experiments.best'),
      width: 'minmax(180px, 1.2fr)',
      align: 'right',
      cell: ({ item }) => <BestCell headline={headlines.get(item.experimentId)} />,
    },
    {
      id: 'trend',
      head: t('experiments.trend'),
      label: t('experiments.trend'),
      width: '76px',
      cell: ({ item }) => <TrendCell headline={headlines.get(item.experimentId)} />,
    },
    {
      id: 'owner',
      head: t('experiments.owner'),
      label: t('experiments.owner'),
      width: '96px',
      cell: ({ item }) => (
        <span className="ell" translate="no">
          {item.tags.find(({ key }) => key === ownerTag)?.value ?? <span className="g3">–</span>}
        </span>
      ),
    },
    {
      id: 'lastRun',
      head: t('experiments.lastRun'),
      label: t('experiments.lastRun'),
      width: '112px',
      align: 'right',
      cell: ({ item }) => (
        <span className="g3">
          {item.lastRunAt === null ? t('experiments.noRuns') : <RelativeTime at={item.lastRunAt} />}
        </span>
      ),
    },
    {
      id: 'created',
      head: t('experiments.created'),
      label: t('experiments.created'),
      width: '120px',
      align: 'right',
      orderKey: 'creation_time',
      cell: ({ item }) => (
        <span className="g3">
          <RelativeTime at={item.createdAt} />
        </span>
      ),
    },
    {
      id: 'tags',
      head: t('experiments.tags'),
      label: t('experiments.tags'),
      width: 'minmax(120px, 1fr)',
      cell: ({ item }) => <TagList tags={item.tags.filter(isShownTag)} />,
      title: ({ item }) => item.tags.map(({ key, value }) => `${key}: ${value}`).join('\n'),
    },
  ];
}

/** Tags of Stile's own say how it works, not what the experiment is. */
function isShownTag({ key }: ExperimentSummary['tags'][number]): boolean {
  return key !== ownerTag && !key.startsWith('stile.') && !key.startsWith('mlflow.');
}

function NameCell({ experiment }: { experiment: ExperimentSummary }) {
  return (
    <Link
      to="/experiments/$experimentId"
      params={{ experimentId: experiment.experimentId }}
      search={{}}
      tabIndex={-1}
      className="ell"
      style={{ fontWeight: 500 }}
    >
      {experiment.name}
    </Link>
  );
}

function RunningCell({ count, locale }: { count: number; locale: string }) {
  if (count === 0) return <span className="g3">–</span>;
  return (
    <span className="row" style={{ color: 'var(--st-run)', gap: 6 }}>
      <StatusGlyph shape="running" />
      {formatCount(count, locale)}
    </span>
  );
}
