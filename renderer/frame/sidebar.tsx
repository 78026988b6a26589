import { ActionIcon, Tooltip } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconFlask, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp, useStore } from '../app-context.ts';
import { experimentListQuery } from '../features/experiments/index.ts';
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
      <h2 className={classes.group}>{t('frame.build')}</h2>
      <Tooltip label={t('frame.experiments')} position="right" disabled={!sidebarCollapsed}>
        <Link to="/experiments" className={classes.item} activeProps={{ className: classes.active }}>
          <IconFlask size={16} stroke={1.5} aria-hidden="true" />
          <span className={classes.word}>{t('frame.experiments')}</span>
          <ExperimentCount />
        </Link>
      </Tooltip>
      <Fence />
      <span className="grow" />
      <CollapseButton />
    </nav>
  );
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
