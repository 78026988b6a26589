import { ActionIcon, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useCanGoBack, useLocation, useParams, useRouter } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import { IconBell, IconChevronLeft, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { Fragment, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { openPalette } from '../commands/palette-store.ts';
import { openAlertCountQuery } from '../features/alerts/index.ts';
import { experimentQuery } from '../features/experiments/index.ts';
import { JobsTray } from '../features/jobs/index.ts';
import { pipelineRunQuery } from '../features/pipelines/index.ts';
import { runQuery } from '../features/runs/index.ts';
import { systemInfoQuery } from '../features/system/index.ts';
import { keyHint } from '../parts/key-hints.ts';
import { formatCount } from '../parts/numbers.ts';
import { useLocale } from '../parts/use-locale.ts';
import { Mark } from './mark.tsx';
import classes from './title-bar.module.css';

export function TitleBar() {
  const { t } = useTranslation();
  const { bridge, platform } = useApp();
  const info = useQuery(systemInfoQuery(bridge.client));
  return (
    <header className={classes.bar}>
      <div className={classes.workspace}>
        <Mark />
        {info.data && (
          <Link
            to="/welcome"
            className={classes.name}
            title={t('frame.changeWorkspace', { path: info.data.workspace.path })}
          >
            {info.data.workspace.name}
          </Link>
        )}
      </div>
      <div className={classes.right}>
        <HistoryButtons />
        <Breadcrumb />
        <button
          type="button"
          className={classes.search}
          onClick={openPalette}
          aria-keyshortcuts={platform === 'darwin' ? 'Meta+K' : 'Control+K'}
        >
          <IconSearch size={15} stroke={1.5} aria-hidden="true" />
          <span className="grow ell">{t('frame.search')}</span>
          <kbd className={classes.key}>{keyHint('mod+K', platform)}</kbd>
        </button>
        <JobsTray />
        <AlertBell />
      </div>
    </header>
  );
}

function HistoryButtons() {
  const { t } = useTranslation();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const canGoForward = useCanGoForward();
  return (
    <div className={classes.history}>
      <Tooltip label={t('frame.back')}>
        <ActionIcon aria-label={t('frame.back')} disabled={!canGoBack} onClick={() => router.history.back()}>
          <IconChevronLeft size={18} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('frame.forward')}>
        <ActionIcon
          aria-label={t('frame.forward')}
          disabled={!canGoForward}
          onClick={() => router.history.forward()}
        >
          <IconChevronRight size={18} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** Whether something lies ahead: a new page ends what was ahead, going back makes it. */
function useCanGoForward(): boolean {
  const { history } = useRouter();
  const [ahead, setAhead] = useState(0);
  useEffect(
    () =>
      history.subscribe(({ action }) => {
        if (action.type === 'BACK') setAhead((count) => count + 1);
        else if (action.type === 'FORWARD') setAhead((count) => Math.max(0, count - 1));
        else if (action.type === 'GO') setAhead((count) => Math.max(0, count - action.index));
        else if (action.type === 'PUSH') setAhead(0);
      }),
    [history],
  );
  return ahead > 0;
}

/** How many alerts wait for a person, and the way to them. */
function AlertBell() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const { data: count = 0 } = useQuery(openAlertCountQuery(bridge.client));
  const label = count === 0 ? t('alerts.bellNone') : t('alerts.openCount', { count });
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={classes.bell}
        aria-label={label}
        renderRoot={(props) => <Link to="/alerts" {...props} />}
      >
        <IconBell size={18} stroke={1.5} />
        {count > 0 && (
          <span className={classes.dot} aria-hidden="true">
            {formatCount(count, locale)}
          </span>
        )}
      </ActionIcon>
    </Tooltip>
  );
}

/** The way of a crumb takes the params of the page itself. */
type Crumb = { readonly name: string; readonly to?: LinkProps['to'] };

/** Where the page stands: the list that it belongs to, and what it is about. */
function Breadcrumb() {
  const { t } = useTranslation();
  const crumbs = useCrumbs();
  return (
    <nav className={classes.crumb} aria-label={t('frame.breadcrumb')}>
      {crumbs.map(({ name, to }, index) => (
        <Fragment key={index}>
          {index > 0 && <IconChevronRight size={13} stroke={1.5} aria-hidden="true" />}
          {to === undefined ? (
            <span className={`${classes.here} ell`}>{name}</span>
          ) : (
            <Link to={to} params>
              {name}
            </Link>
          )}
        </Fragment>
      ))}
    </nav>
  );
}

function useCrumbs(): readonly Crumb[] {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const { experimentId, runId, name, pipelineRunId, model } = useParams({ strict: false });
  const experiment = useQuery({
    ...experimentQuery(bridge.client, experimentId ?? ''),
    enabled: experimentId !== undefined,
  });
  const run = useQuery({
    ...pipelineRunQuery(bridge.client, pipelineRunId ?? ''),
    enabled: pipelineRunId !== undefined,
  });
  const openedRun = useRunName(runId);
  if (experimentId !== undefined)
    return [
      { name: t('frame.experiments'), to: '/experiments' },
      ...experimentCrumbs(path, experiment.data?.name ?? '', {
        traces: t('traces.title'),
        compare: t('frame.compare'),
        run: openedRun,
      }),
    ];
  if (pipelineRunId !== undefined)
    return [{ name: t('frame.pipelines'), to: '/pipelines' }, { name: run.data?.pipeline ?? '' }];
  if (name !== undefined && path.startsWith('/datasets/'))
    return [{ name: t('frame.datasets'), to: '/datasets' }, { name }];
  if (name !== undefined) return [{ name: t('frame.models'), to: '/models' }, { name }];
  if (model !== undefined) return [{ name: t('frame.monitoring'), to: '/monitoring' }, { name: model }];
  const pages = [
    'experiments',
    'pipelines',
    'datasets',
    'models',
    'alerts',
    'activity',
    'settings',
    'recovery',
    'welcome',
  ] as const;
  const page = pages.find((candidate) => path === `/${candidate}`);
  if (page !== undefined) return [{ name: t(`frame.${page}`) }];
  if (path === '/jobs') return [{ name: t('jobsTray.title') }];
  return path === '/' ? [{ name: t('frame.home') }] : [];
}

function useRunName(runId: string | undefined): string {
  const { bridge } = useApp();
  const run = useQuery({ ...runQuery(bridge.client, runId ?? ''), enabled: runId !== undefined });
  return run.data?.name ?? '';
}

/** An experiment is the page of its runs; its traces have pages of their own below. */
function experimentCrumbs(
  path: string,
  name: string,
  words: { readonly traces: string; readonly compare: string; readonly run: string },
): readonly Crumb[] {
  const [, , , part, traceId] = path.split('/');
  if (part === 'compare') return [{ name, to: '/experiments/$experimentId' }, { name: words.compare }];
  if (part === 'runs') return [{ name, to: '/experiments/$experimentId' }, { name: words.run }];
  if (part !== 'traces') return [{ name }];
  const list: Crumb = {
    name: words.traces,
    ...(traceId === undefined ? {} : { to: '/experiments/$experimentId/traces' }),
  };
  return [{ name, to: '/experiments/$experimentId' }, list];
}
