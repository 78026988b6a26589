import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BackupEntry, SystemInfo } from '#contract/entities.ts';
import type { DatabaseCheck } from '#contract/workspaces.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/activity-words.ts';
import '#renderer/i18n/late/places-words.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { formatAgo } from '#renderer/parts/times.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { systemInfoQuery } from '../system/index.ts';
import { BackupTable } from './backup-table.tsx';
import { recoveryQuery } from './queries.ts';
import classes from './recovery.module.css';
import { RestorePanel } from './restore-panel.tsx';
import { StartPanel } from './start-panel.tsx';
import { useRecoveryActs } from './use-recovery-acts.ts';

const route = getRouteApi('/recovery');

/** How the database is, what its last start had to make good, and the backups that can take its place. */
export function RecoveryPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { restore } = route.useSearch();
  const navigate = route.useNavigate();
  const acts = useRecoveryActs();
  const found = useQuery(recoveryQuery(bridge.client));
  const info = useQuery(systemInfoQuery(bridge.client));
  const problem = found.error ?? info.error;
  const close = (): void => void navigate({ search: {}, replace: true });
  const chosen = found.data?.backups.find(({ file }) => fileName(file) === restore);
  if (found.data === undefined || info.data === undefined) {
    return (
      <>
        <PageHead title={t('recovery.title')} />
        {problem !== null ? (
          <PageProblem
            title={t('recovery.loadFailed')}
            error={problem}
            onRetry={() => {
              void found.refetch();
              void info.refetch();
            }}
          />
        ) : (
          <StillBars />
        )}
      </>
    );
  }
  const { backups, lastCheck, lastStart } = found.data;
  return (
    <>
      <PageHead title={t('recovery.title')}>
        <Button disabled={acts.checking !== null} onClick={() => acts.check()}>
          {acts.checking === '' ? t('recovery.checking') : t('recovery.check')}
        </Button>
        {!info.data.workspace.readOnly && (
          <Button variant="filled" disabled={acts.isBackingUp} onClick={acts.backUp}>
            {acts.isBackingUp ? t('recovery.backingUp') : t('recovery.backUp')}
          </Button>
        )}
      </PageHead>
      <div className={classes.page} role="region" aria-label={t('recovery.title')} tabIndex={0}>
        <Verdict info={info.data} check={lastCheck} backups={backups} />
        {chosen !== undefined && (
          <RestorePanel key={chosen.file} backup={chosen} info={info.data} onClose={close} />
        )}
        <BackupTable
          backups={backups}
          checking={acts.checking}
          onCheck={acts.check}
          onRestore={(file) => void navigate({ search: { restore: fileName(file) } })}
        />
        <StartPanel start={lastStart} />
      </div>
    </>
  );
}

export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

type VerdictProps = {
  readonly info: SystemInfo;
  readonly check: DatabaseCheck | null;
  readonly backups: readonly BackupEntry[];
};

/** One sentence on how the database is, and what to do where it is damaged. */
function Verdict({ info, check, backups }: VerdictProps) {
  const { t } = useTranslation();
  const now = useNow();
  const locale = useLocale();
  const damage = info.workspace.warnings.find(({ code }) => code === 'DAMAGED_READ_ONLY');
  const problems = check?.problems ?? [];
  if (damage !== undefined || problems.length > 0) {
    const good = damage !== undefined && damage.detail !== '' ? fileName(damage.detail) : null;
    return (
      <section className={classes.damage} aria-label={t('recovery.verdict')}>
        <p className={classes.statement}>
          <StatusGlyph shape="failed" />
          {t('recovery.damaged')}
        </p>
        <p className="g2">
          {t(info.workspace.readOnly ? 'recovery.damagedText' : 'recovery.damagedFound')}{' '}
          {backups.length === 0
            ? t('recovery.noGood')
            : good === null
              ? t('recovery.restoreNewest')
              : t('recovery.restoreGood', { file: good })}
        </p>
        {problems.length > 0 && (
          <ul className={`mono ${classes.problems ?? ''}`} translate="no">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </section>
    );
  }
  return (
    <section aria-label={t('recovery.verdict')}>
      <p className={classes.statement}>
        <StatusGlyph shape={check === null ? 'queued' : 'finished'} />
        {check === null
          ? t('recovery.unchecked')
          : t('recovery.whole', { at: formatAgo(check.checkedAt, now, locale, t) })}
      </p>
      <p className="g3 sm">{t('recovery.promise')}</p>
    </section>
  );
}
