import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecentWorkspace } from '#contract/workspaces.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import { recentQuery } from './queries.ts';
import { useGoToWorkspace } from './use-go-to-workspace.ts';
import classes from './workspaces.module.css';

/** The workspaces that this user had open, the last one first. */
export function RecentPanel() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const recent = useQuery(recentQuery(bridge.client));
  const { go, isBusy, error } = useGoToWorkspace();
  return (
    <Panel title={t('welcome.recent')}>
      {error !== null && <InlineProblem error={error} />}
      {recent.data === undefined ? (
        recent.isError ? (
          <InlineProblem error={recent.error} />
        ) : (
          <StillBars rows={4} />
        )
      ) : recent.data.length === 0 ? (
        <p className={`g3 ${classes.none ?? ''}`}>{t('welcome.noRecent')}</p>
      ) : (
        <ul className={classes.recent} aria-label={t('welcome.recent')}>
          {recent.data.map((one) => (
            <Recent key={one.path} recent={one} isBusy={isBusy} onOpen={() => go({ folder: one.path })} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

type RecentProps = {
  readonly recent: RecentWorkspace;
  readonly isBusy: boolean;
  readonly onOpen: () => void;
};

function Recent({ recent: { name, path, openedAt, exists, isOpen }, isBusy, onOpen }: RecentProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const queryClient = useQueryClient();
  const act = useAct();

  async function forget(): Promise<void> {
    await act({
      run: () => bridge.client.workspace.forget({ path }),
      done: t('welcome.didForget', { name }),
    });
    await queryClient.invalidateQueries({ queryKey: keys.recentWorkspaces });
  }
  return (
    <li className={classes.recentItem}>
      <div className={classes.recentWords}>
        <p className={classes.recentName}>{name}</p>
        <p className={`mono g3 ${classes.path ?? ''}`} translate="no">
          {path}
        </p>
      </div>
      <span className="g3 sm">
        <RelativeTime at={openedAt} />
      </span>
      {isOpen ? (
        <span className={`g2 sm ${classes.here ?? ''}`}>{t('welcome.here')}</span>
      ) : exists ? (
        <Button
          size="compact-xs"
          disabled={isBusy}
          aria-label={t('welcome.openOne', { name })}
          onClick={onOpen}
        >
          {t('welcome.openAct')}
        </Button>
      ) : (
        <span className={`g3 sm ${classes.here ?? ''}`}>{t('welcome.gone')}</span>
      )}
      <Tooltip label={t('welcome.forget')}>
        <ActionIcon
          size={24}
          disabled={isOpen}
          aria-label={t('welcome.forgetOne', { name })}
          onClick={() => void forget()}
        >
          <IconX size={14} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
