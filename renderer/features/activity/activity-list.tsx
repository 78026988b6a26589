import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ActivityEntry } from '#contract/activity.ts';
import { useApp } from '#renderer/app-context.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import classes from './activity-list.module.css';
import { objectActivityQuery } from './queries.ts';
import type { ObjectKind } from './queries.ts';
import { wordChange } from './activity-columns.tsx';
import { UndoControl } from './undo-control.tsx';

/** Who changed one object and when, newest first. */
export function ActivityList({ kind, id }: { kind: ObjectKind; id: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const activity = useQuery(objectActivityQuery(bridge.client, kind, id));
  if (activity.isError) return <InlineProblem error={activity.error} />;
  if (activity.data === undefined) return <StillBars rows={3} />;
  const { entries } = activity.data;
  if (entries.length === 0) return <p className={`g3 ${classes.none}`}>{t('run.noActivity')}</p>;
  return (
    <ol className={classes.list}>
      {entries.map((entry) => (
        <ActivityRow key={entry.activityId} entry={entry} />
      ))}
    </ol>
  );
}

function ActivityRow({ entry }: { entry: ActivityEntry }) {
  const { t } = useTranslation();
  return (
    <li className={classes.row}>
      <span className="grow">
        {wordChange(entry, t)}
        <span className="g3"> {t(`activity.${entry.actor.kind}`)}</span>
      </span>
      {entry.undo.state === 'possible' && <UndoControl entry={entry} />}
      <span className="g3 sm">
        <RelativeTime at={entry.at} />
      </span>
    </li>
  );
}
