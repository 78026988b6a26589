import { ActionIcon, Tooltip } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { openAlertCountQuery } from '../features/alerts/index.ts';
import { datasetListQuery } from '../features/datasets/index.ts';
import { experimentListQuery } from '../features/experiments/index.ts';
import { modelListQuery } from '../features/models/index.ts';
import { pipelineListQuery } from '../features/pipelines/index.ts';
import { keyHint } from '../parts/key-hints.ts';
import { formatCount } from '../parts/numbers.ts';
import { useLocale } from '../parts/use-locale.ts';
import { toggleSidebar } from '../settings.ts';
import { keysOfPlace, places } from './places.ts';
import type { Place } from './places.ts';
import classes from './sidebar.module.css';
import { useIsCollapsed } from './use-is-collapsed.ts';

/** What works, and nothing else. */
export function Sidebar() {
  const { t } = useTranslation();
  const isCollapsed = useIsCollapsed();
  return (
    <nav className={classes.side} aria-label={t('frame.main')} data-collapsed={isCollapsed || undefined}>
      <Item id="home" />
      <h2 className={classes.group}>{t('frame.build')}</h2>
      <Item id="experiments" count={<ExperimentCount />} />
      <Item id="pipelines" count={<PipelineCount />} />
      <Item id="datasets" count={<DatasetCount />} />
      <Fence />
      <h2 className={classes.group}>{t('frame.ship')}</h2>
      <Item id="models" count={<ModelCount />} />
      <h2 className={classes.group}>{t('frame.watch')}</h2>
      <Item id="monitoring" />
      <Item id="alerts" count={<AlertCount />} />
      <span className="grow" />
      <Item id="lineage" />
      <Item id="activity" />
      <Item id="settings" />
      <CollapseButton />
    </nav>
  );
}

function Item({ id, count }: { id: Place['id']; count?: ReactNode }) {
  const { t } = useTranslation();
  const { platform } = useApp();
  const isCollapsed = useIsCollapsed();
  const place = places.find((candidate) => candidate.id === id);
  if (place === undefined) return null;
  const { to, icon: ItemIcon } = place;
  const [key] = keysOfPlace(place);
  const label = t(`frame.${id}`);
  return (
    <Tooltip
      label={key === undefined ? label : `${label} ${keyHint(key, platform)}`}
      position="right"
      disabled={!isCollapsed}
    >
      <Link
        to={to}
        className={classes.item}
        activeOptions={{ exact: to === '/', includeSearch: false }}
        activeProps={{ className: classes.active }}
      >
        <ItemIcon size={16} stroke={1.5} aria-hidden="true" />
        <span className={classes.word}>{label}</span>
        {count}
      </Link>
    </Tooltip>
  );
}

function PipelineCount() {
  const { bridge } = useApp();
  return <Count value={useQuery(pipelineListQuery(bridge.client)).data?.length} />;
}

function DatasetCount() {
  const { bridge } = useApp();
  return <Count value={useQuery(datasetListQuery(bridge.client)).data?.length} />;
}

function ModelCount() {
  const { bridge } = useApp();
  return <Count value={useQuery(modelListQuery(bridge.client)).data?.length} />;
}

/** Open alerts are for a person to see: the only count with a colour. */
function AlertCount() {
  const { bridge } = useApp();
  const locale = useLocale();
  const { data: count = 0 } = useQuery(openAlertCountQuery(bridge.client));
  if (count === 0) return null;
  return <span className={classes.alerts}>{formatCount(count, locale)}</span>;
}

function Count({ value }: { value: number | undefined }) {
  const locale = useLocale();
  if (value === undefined || value === 0) return null;
  return <span className={classes.count}>{formatCount(value, locale)}</span>;
}

function ExperimentCount() {
  const { bridge } = useApp();
  const locale = useLocale();
  const list = useInfiniteQuery(
    experimentListQuery(bridge.client, { filter: '', view: 'active', order: undefined }),
  );
  if (list.data === undefined) return null;
  const count = list.data.pages.reduce((sum, page) => sum + page.experiments.length, 0);
  return <span className={classes.count}>{formatCount(count, locale) + (list.hasNextPage ? '+' : '')}</span>;
}

function CollapseButton() {
  const { t } = useTranslation();
  const { settings, platform } = useApp();
  const isCollapsed = useIsCollapsed();
  const label = isCollapsed ? t('frame.expand') : t('frame.collapse');
  const Icon = isCollapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <Tooltip label={`${label} ${keyHint('mod+B', platform)}`} position="right">
      <ActionIcon
        aria-label={label}
        className={classes.collapse}
        onClick={() => settings.set(toggleSidebar(settings.get()))}
      >
        <Icon size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The fence between the notebook and production, with the steps that lead over it. */
function Fence() {
  return (
    <svg className={classes.fence} width="192" height="22" aria-hidden="true">
      <path d="M0 8.5H84M108 8.5H192M0 14.5H84M108 14.5H192" />
      <path strokeWidth="1.5" d="M14.5 4V19M42.5 4V19M70.5 4V19M122.5 4V19M150.5 4V19M178.5 4V19" />
      <path className={classes.steps} strokeWidth="1.75" d="M82 19.5h6v-5.5h5v-6.5h8v6.5h5" />
    </svg>
  );
}
