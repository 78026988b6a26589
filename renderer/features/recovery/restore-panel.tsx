import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupEntry, SystemInfo } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { wordChange } from '../activity/index.ts';
import { useNextEngine } from '../workspaces/index.ts';
import type { Asked } from '../workspaces/index.ts';
import { changesSinceQuery, countedChanges } from './queries.ts';
import classes from './recovery.module.css';

type RestorePanelProps = {
  readonly backup: BackupEntry;
  readonly info: SystemInfo;
  readonly onClose: () => void;
};

/** What a restore would lose, what stays, and the button that does it. */
export function RestorePanel({ backup, info, onClose }: RestorePanelProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const router = useRouter();
  const root = useRef<HTMLDivElement>(null);
  const moment = formatMoment(backup.createdAt);
  const lost = useQuery(changesSinceQuery(bridge.client, backup));
  const next = useNextEngine(() => t('recovery.didRestore', { moment }), onClose);
  const restoring = useMutation({
    mutationFn: (_asked: Asked) => bridge.client.workspace.restore({ backup: backup.file }),
    onSuccess: (_answer, asked) => next.wait(asked),
  });
  const isBusy = restoring.isPending || next.isWaiting;
  useEffect(() => {
    root.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={root}>
      <Panel title={t('recovery.restoreTitle', { moment })}>
        <div className={classes.confirm}>
          {lost.isError ? (
            <InlineProblem error={lost.error} />
          ) : (
            <p>
              {lost.data === undefined
                ? t('recovery.counting')
                : lost.data.entries.length === 0
                  ? t('recovery.losesNothing')
                  : t(lost.data.hasMore ? 'recovery.losesMore' : 'recovery.loses', {
                      count: lost.data.hasMore ? countedChanges : lost.data.entries.length,
                    })}
            </p>
          )}
          {lost.data !== undefined && lost.data.entries.length > 0 && (
            <ul className={classes.lost} aria-label={t('recovery.lost')}>
              {lost.data.entries.slice(0, 5).map((entry) => (
                <li key={entry.activityId}>
                  {wordChange(entry, t)} <span className="g3">{entry.name ?? entry.entityId}</span>
                </li>
              ))}
              {lost.data.entries.length > 5 && (
                <li className="g3">
                  {t('recovery.andMore', { count: lost.data.entries.length - 5 })}
                  {lost.data.hasMore && ` (${formatCount(countedChanges, locale)}+)`}
                </li>
              )}
            </ul>
          )}
          <p className="g2">{t('recovery.stays')}</p>
          {restoring.isError && <InlineProblem error={restoring.error} />}
          {next.failure !== null && <InlineProblem error={next.failure} />}
          <div className="row">
            <Button
              data-danger
              disabled={isBusy}
              onClick={() => restoring.mutate({ from: router.latestLocation.href, since: info.startedAt })}
            >
              {isBusy ? t('recovery.restoring') : t('recovery.restoreAct')}
            </Button>
            <Button variant="subtle" autoFocus disabled={isBusy} onClick={onClose}>
              {t('actions.cancel')}
            </Button>
          </div>
        </div>
      </Panel>
    </div>
  );
}
