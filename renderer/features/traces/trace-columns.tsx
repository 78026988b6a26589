import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Trace } from '#contract/tracing.ts';
import type { GridColumn } from '#renderer/parts/grid/grid-types.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { TagList } from '#renderer/parts/tag-list.tsx';
import { readPreview, shapeByState, tokensOfTrace } from './trace-facts.ts';
import { TraceDuration } from './trace-duration.tsx';
import classes from './traces.module.css';

type TraceColumnsInput = {
  readonly t: TFunction;
  readonly locale: string;
  readonly experimentId: string;
  /** Whether there is room for the tags. */
  readonly isWide: boolean;
};

export function buildTraceColumns({
  t,
  locale,
  experimentId,
  isWide,
}: TraceColumnsInput): readonly GridColumn<Trace>[] {
  const started: GridColumn<Trace> = {
    id: 'started',
    head: t('runs.started'),
    label: t('runs.started'),
    width: '92px',
    align: 'right',
    orderKey: 'attributes.timestamp_ms',
    cell: ({ item }) => (
      <span className="g3">
        <RelativeTime at={item.startedAt} />
      </span>
    ),
  };
  const tags: GridColumn<Trace> = {
    id: 'tags',
    head: t('run.tags'),
    label: t('run.tags'),
    width: 'minmax(120px, 0.8fr)',
    cell: ({ item }) => <TagList tags={item.tags} />,
    title: ({ item }) =>
      item.tags
        .filter(({ key }) => !key.startsWith('mlflow.'))
        .map(({ key, value }) => `${key}: ${value}`)
        .join('\n'),
  };
  return [
    nameColumn(t, experimentId),
    {
      id: 'status',
      head: t('runs.status'),
      label: t('runs.status'),
      width: '92px',
      orderKey: 'attributes.status',
      firstDirection: 'ASC',
      cell: ({ item }) => (
        <StateLabel shape={shapeByState[item.state]}>{t(`traces.states.${item.state}`)}</StateLabel>
      ),
    },
    previewColumn('requestPreview', t('traces.request')),
    previewColumn('responsePreview', t('traces.response')),
    ...(isWide ? [tags] : []),
    {
      id: 'tokens',
      head: t('traces.tokens'),
      label: t('traces.tokens'),
      width: '68px',
      align: 'right',
      cell: ({ item }) => {
        const tokens = tokensOfTrace(item);
        if (tokens === null) return <span className="g3">–</span>;
        return <span className="g2">{formatCount(tokens.total, locale)}</span>;
      },
    },
    {
      id: 'duration',
      head: t('runs.duration'),
      label: t('runs.duration'),
      width: '80px',
      align: 'right',
      orderKey: 'attributes.execution_time_ms',
      cell: ({ item }) => <TraceDuration trace={item} />,
    },
    started,
  ];
}

function nameColumn(t: TFunction, experimentId: string): GridColumn<Trace> {
  return {
    id: 'name',
    head: t('traces.trace'),
    label: t('traces.trace'),
    width: 'minmax(120px, 0.9fr)',
    orderKey: 'attributes.name',
    firstDirection: 'ASC',
    cell: ({ item }) => (
      <Link
        to="/experiments/$experimentId/traces/$traceId"
        params={{ experimentId, traceId: item.traceId }}
        tabIndex={-1}
        className={classes.name}
      >
        {item.name ?? item.traceId}
      </Link>
    ),
    title: ({ item }) => item.name ?? item.traceId,
  };
}

function previewColumn(key: 'requestPreview' | 'responsePreview', head: string): GridColumn<Trace> {
  return {
    id: key,
    head,
    label: head,
    width: 'minmax(120px, 1.5fr)',
    cell: ({ item }) => {
      const preview = readPreview(item[key]);
      if (preview === '') return <span className="g3">–</span>;
      return <span className="g2 ell">{preview}</span>;
    },
    title: ({ item }) => readPreview(item[key]),
  };
}
