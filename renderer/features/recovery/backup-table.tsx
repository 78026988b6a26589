import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BackupEntry } from '#contract/entities.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { formatMoment, formatAgo } from '#renderer/parts/times.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './recovery.module.css';

type BackupTableProps = {
  readonly backups: readonly BackupEntry[];
  /** The backup that is being checked. */
  readonly checking: string | null;
  readonly onCheck: (file: string) => void;
  readonly onRestore: (file: string) => void;
};

/** Every backup, the newest first: each was checked page by page when it was made. */
export function BackupTable({ backups, checking, onCheck, onRestore }: BackupTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  return (
    <Panel title={t('recovery.backups')} sub={t('recovery.backupsText')}>
      {backups.length === 0 ? (
        <p className={`g3 ${classes.none ?? ''}`}>{t('recovery.noBackups')}</p>
      ) : (
        <table className={`${table.table ?? ''} ${table.inPanel ?? ''}`} aria-label={t('recovery.backups')}>
          <thead>
            <tr>
              <th scope="col">{t('recovery.made')}</th>
              <th scope="col">{t('recovery.why')}</th>
              <th scope="col" className={table.right}>
                {t('recovery.size')}
              </th>
              <th scope="col">{t('recovery.state')}</th>
              <th scope="col">{t('recovery.acts')}</th>
            </tr>
          </thead>
          <tbody>
            {backups.map(({ file, createdAt, bytes, reason }) => {
              const moment = formatMoment(createdAt);
              return (
                <tr key={file}>
                  <th scope="row" className={table.wide} title={file}>
                    {moment.slice(0, 16)}{' '}
                    <span className={`g3 ${classes.ago ?? ''}`}>{formatAgo(createdAt, now, locale, t)}</span>
                  </th>
                  <td>{t(`recovery.reasons.${reason}`)}</td>
                  <td className={table.right}>{formatBytes(bytes, locale)}</td>
                  <td>
                    <StateLabel shape={checking === file ? 'running' : 'finished'}>
                      {t(checking === file ? 'recovery.checking' : 'recovery.checkedWhenMade')}
                    </StateLabel>
                  </td>
                  <td>
                    <span className={classes.acts}>
                      <Button
                        size="compact-xs"
                        disabled={checking !== null}
                        aria-label={t('recovery.checkOne', { moment })}
                        onClick={() => onCheck(file)}
                      >
                        {t('recovery.checkAgain')}
                      </Button>
                      <Button
                        size="compact-xs"
                        aria-label={t('recovery.restoreOne', { moment })}
                        onClick={() => onRestore(file)}
                      >
                        {t('recovery.restore')}
                      </Button>
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
