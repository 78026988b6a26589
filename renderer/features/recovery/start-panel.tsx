import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LastStart } from '#contract/workspaces.ts';
import { useApp } from '#renderer/app-context.ts';
import { storedProblem } from '#renderer/bridge/problems.ts';
import { wordProblem } from '#renderer/i18n/word-problem.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Panel } from '#renderer/parts/panel.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { wordChange } from '../activity/index.ts';
import { recoveredQuery } from './queries.ts';
import classes from './recovery.module.css';

/** How the engine came about: after a clean end, a kill or a restore, and what it made good. */
export function StartPanel({ start }: { start: LastStart }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const recovered = useQuery(recoveredQuery(bridge.client, start));
  const { startedAt, wasKilled, restored, failure } = start;
  const entries = recovered.data ?? [];
  return (
    <Panel title={t('recovery.lastStart')} sub={<RelativeTime at={startedAt} />}>
      <ul className={classes.start}>
        <li>
          <StateLabel shape={wasKilled ? 'warning' : 'finished'}>
            {t(wasKilled ? 'recovery.wasKilled' : 'recovery.wasClean')}
          </StateLabel>
        </li>
        {restored !== null && (
          <li>
            <StateLabel shape="finished">{t('recovery.wasRestored')}</StateLabel>
            <span className={classes.replaced}>
              <span className="g3 sm">{t('recovery.replaced')}</span>
              <span className={`mono ${classes.path ?? ''}`} translate="no">
                {restored.replaced}
              </span>
              <CopyButton text={restored.replaced} label={t('recovery.copyReplaced')} />
            </span>
          </li>
        )}
        {failure !== null && (
          <li>
            <StateLabel shape="failed">{t('recovery.notOpened')}</StateLabel>
            <p className="g2">{wordProblem(storedProblem({ ...failure, message: failure.code }), t)}</p>
          </li>
        )}
        {entries.map((entry) => (
          <li key={entry.activityId}>
            <Link to="/activity" search={{ change: entry.activityId }} className={classes.link}>
              {wordChange(entry, t)}
            </Link>{' '}
            <span className="g3">{entry.name ?? entry.entityId}</span>
          </li>
        ))}
        {entries.length === 0 && recovered.data !== undefined && (
          <li className="g3">{t('recovery.nothingRecovered')}</li>
        )}
      </ul>
    </Panel>
  );
}
