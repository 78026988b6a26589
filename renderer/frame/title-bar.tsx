import { ActionIcon, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useCanGoBack, useRouter } from '@tanstack/react-router';
import { IconBell, IconChevronLeft, IconChevronRight, IconLink, IconSearch } from '@tabler/icons-react';
import { Fragment, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useStore } from '../app-context.ts';
import { openPalette } from '../commands/palette-store.ts';
import { setPageTitle } from '../desktop/document-title.ts';
import { openAlertCountQuery } from '../features/alerts/index.ts';
import { JobsTray } from '../features/jobs/index.ts';
import { systemInfoQuery } from '../features/system/index.ts';
import { badgeHolder, CountBadge } from '../parts/count-badge.tsx';
import { keyHint } from '../parts/key-hints.ts';
import { lazyPart } from '../parts/lazy-part.ts';
import { useCopyLink } from '../parts/use-copy-link.ts';
import { wordTitle } from './crumbs.ts';
import type { Crumb } from './crumbs.ts';
import { Mark } from './mark.tsx';
import classes from './title-bar.module.css';
import { useCrumbs } from './use-crumbs.ts';

const MenuButton = lazyPart(() => import('./menu-button.tsx'), 'MenuButton');

export function TitleBar() {
  const { t } = useTranslation();
  const { bridge, host, platform } = useApp();
  // Windows never shows a bar of menus: its button need not wait until the shell has said so.
  const isMenuHidden =
    useStore(host.facts)?.hidesMenuBar ?? (host.capabilities.menus && platform === 'win32');
  const info = useQuery(systemInfoQuery(bridge.client));
  return (
    <header className={classes.bar}>
      <div className={classes.workspace}>
        {isMenuHidden && (
          <Suspense fallback={<span className={classes.menu} />}>
            <MenuButton />
          </Suspense>
        )}
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
        <CopyLinkButton />
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

/** Each page has an address of its own, with what is chosen on it: it can be handed on. */
function CopyLinkButton() {
  const { t } = useTranslation();
  const { host } = useApp();
  const copyLink = useCopyLink();
  const label = t(host.capabilities.links ? 'frame.copyDeepLink' : 'frame.copyLink');
  return (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} onClick={copyLink}>
        <IconLink size={15} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
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
  const { data: count = 0 } = useQuery(openAlertCountQuery(bridge.client));
  const label = count === 0 ? t('alerts.bellNone') : t('alerts.openCount', { count });
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={badgeHolder}
        aria-label={label}
        renderRoot={(props) => <Link to="/alerts" {...props} />}
      >
        <IconBell size={18} stroke={1.5} />
        <CountBadge count={count} tone="failed" />
      </ActionIcon>
    </Tooltip>
  );
}

/** Where the page stands: the list that it belongs to, and what it is about. */
function Breadcrumb() {
  const { t } = useTranslation();
  const crumbs = useCrumbs();
  useDocumentTitle(crumbs);
  return (
    <nav className={classes.crumb} aria-label={t('frame.breadcrumb')}>
      {crumbs.map(({ name, to, params }, index) => (
        <Fragment key={index}>
          {index > 0 && <IconChevronRight size={13} stroke={1.5} aria-hidden="true" />}
          {to === undefined ? (
            <span className={`${classes.here} ell`} title={name}>
              {name}
            </span>
          ) : (
            <Link to={to} params={params ?? true} className="ell" title={name}>
              {name}
            </Link>
          )}
        </Fragment>
      ))}
    </nav>
  );
}

/** The window is called as its page: tabs of a browser and the list of windows are told apart by it. */
function useDocumentTitle(crumbs: readonly Crumb[]): void {
  const title = wordTitle(crumbs);
  useEffect(() => setPageTitle(title), [title]);
}
