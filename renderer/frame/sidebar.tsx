import { ActionIcon, Tooltip } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import {
  IconActivity,
  IconBell,
  IconCube,
  IconDatabase,
  IconFlask,
  IconHistory,
  IconHome,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconRoute,
  IconSettings,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useStore } from '../app-context.ts';
import { openAlertCountQuery } from '../features/alerts/index.ts';
import { datasetListQuery } from '../features/datasets/index.ts';
import { experimentListQuery } from '../features/experiments/index.ts';
import { modelListQuery } from '../features/models/index.ts';
import { pipelineListQuery } from '../features/pipelines/index.ts';
import { keyHint } from '../parts/key-hints.ts';
import { formatCount } from '../parts/numbers.ts';
import { useLocale } from '../parts/use-locale.ts';
import classes from './sidebar.module.css';

/** What works, and nothing else. */
export function Sidebar() {
  const { t } = useTranslation();
  const { settings } = useApp();
  const { sidebarCollapsed } = useStore(settings);
  return (
    <nav className={classes.side} aria-label={t('frame.main')} data-collapsed={sidebarCollapsed || undefined}>
      <Item to="/" icon={IconHome} label={t('frame.home')} exact />
      <h2 className={classes.group}>{t('frame.build')}</h2>
      <Item to="/experiments" icon={IconFlask} label={t('frame.experiments')} count={<ExperimentCount />} />
      <Item to="/pipelines" icon={IconRoute} label={t('frame.pipelines')} count={<PipelineCount />} />
      <Item to="/datasets" icon={IconDatabase} label={t('frame.datasets')} count={<DatasetCount />} />
      <Fence />
      <h2 className={classes.group}>{t('frame.ship')}</h2>
      <Item to="/models" icon={IconCube} label={t('frame.models')} count={<ModelCount />} />
      <h2 className={classes.group}>{t('frame.watch')}</h2>
      <Item to="/monitoring" icon={IconActivity} label={t('frame.monitoring')} />
      <Item to="/alerts" icon={IconBell} label={t('frame.alerts')} count={<AlertCount />} />
      <span className="grow" />
      <Item to="/activity" icon={IconHistory} label={t('frame.activity')} />
      <Item to="/settings" icon={IconSettings} label={t('frame.settings')} />
      <CollapseButton />
    </nav>
  );
}

type ItemProps = {
  readonly to: LinkProps['to'];
  readonly icon: Icon;
  readonly label: string;
  readonly count?: ReactNode;
  /** Only this very page is it, not those below. */
  readonly exact?: boolean;
};

function Item({ to, icon: ItemIcon, label, count, exact = false }: ItemProps) {
  const { settings } = useApp();
  const { sidebarCollapsed } = useStore(settings);
  return (
    <Tooltip label={label} position="right" disabled={!sidebarCollapsed}>
      <Link
        to={to}
        className={classes.item}
        activeOptions={{ exact, includeSearch: false }}
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
  const { sidebarCollapsed } = useStore(settings);
  const label = sidebarCollapsed ? t('frame.expand') : t('frame.collapse');
  const Icon = sidebarCollapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <Tooltip label={`${label} ${keyHint('mod+B', platform)}`} position="right">
      <ActionIcon
        aria-label={label}
        className={classes.collapse}
        onClick={() => settings.set({ ...settings.get(), sidebarCollapsed: !sidebarCollapsed })}
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
