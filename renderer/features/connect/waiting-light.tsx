import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import classes from './connect.module.css';

/** Grey until a client of MLflow calls, green from then on. The engine tells of the first call by itself. */
export function WaitingLight({ info }: { info: Pick<SystemInfo, 'lastClient'> }) {
  const { t } = useTranslation();
  const { lastClient } = info;
  return (
    <p className={classes.light} role="status" data-seen={lastClient !== null || undefined}>
      <StatusGlyph shape={lastClient === null ? 'queued' : 'running'} size={14} />
      {lastClient === null ? (
        t('connect.waiting')
      ) : (
        <>
          {t('connect.seen', { client: lastClient.name })}
          <span className="g3">
            <RelativeTime at={lastClient.at} />
          </span>
        </>
      )}
    </p>
  );
}
