import { ActionIcon, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useCanGoBack, useParams, useRouter } from '@tanstack/react-router';
import { IconChevronLeft, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { openPalette } from '../commands/palette-store.ts';
import { experimentQuery } from '../features/experiments/index.ts';
import { systemInfoQuery } from '../features/system/index.ts';
import { keyHint } from '../parts/key-hints.ts';
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
        <span className={classes.name} title={info.data?.workspace.path}>
          {info.data?.workspace.name}
        </span>
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

function Breadcrumb() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { experimentId } = useParams({ strict: false });
  const experiment = useQuery({
    ...experimentQuery(bridge.client, experimentId ?? ''),
    enabled: experimentId !== undefined,
  });
  if (experimentId === undefined) {
    return (
      <nav className={classes.crumb} aria-label={t('frame.breadcrumb')}>
        <span className={classes.here}>{t('frame.experiments')}</span>
      </nav>
    );
  }
  return (
    <nav className={classes.crumb} aria-label={t('frame.breadcrumb')}>
      <Link to="/experiments">{t('frame.experiments')}</Link>
      <IconChevronRight size={13} stroke={1.5} aria-hidden="true" />
      <span className={`${classes.here} ell`}>{experiment.data?.name ?? ''}</span>
    </nav>
  );
}
