import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ActivityEntry } from '#contract/activity.ts';
import { Facts, Inspector, Section } from '#renderer/parts/inspector.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import classes from './activity.module.css';
import { wordChange, wordKind, wordWho } from './activity-columns.tsx';
import { readChangedFacts } from './change-facts.ts';
import { ObjectLink } from './object-link.tsx';
import { UndoControl } from './undo-control.tsx';

type ActivityDetailProps = {
  readonly entry: ActivityEntry;
  readonly onClose: () => void;
  /** Shows the changes of this object alone. */
  readonly onOnly: () => void;
};

/** One change with all that was recorded of it. */
export function ActivityDetail({ entry, onClose, onOnly }: ActivityDetailProps) {
  const { t } = useTranslation();
  const facts = readChangedFacts(entry.before, entry.after);
  return (
    <Inspector
      label={t('changes.details', { id: entry.activityId })}
      lead={<strong className="ell">{wordChange(entry, t)}</strong>}
      foot={<UndoControl entry={entry} />}
      onClose={onClose}
    >
      <Section
        title={t('changes.details', { id: entry.activityId })}
        action={
          <Button size="compact-xs" variant="subtle" onClick={onOnly}>
            {t('changes.only')}
          </Button>
        }
      >
        <Facts
          facts={[
            [wordKind(entry.entityKind, t), <ObjectLink key="object" entry={entry} />],
            [t('changes.who'), wordWho(entry, t)],
            [t('changes.when'), formatMoment(entry.at)],
          ]}
        />
      </Section>
      {facts.length > 0 && (
        <Section title={t('changes.change')}>
          <dl className={`${classes.facts} ${classes.fold}`}>
            {facts.map(({ field, before, after }) => (
              <div key={field}>
                <dt className="mono">{field}</dt>
                <dd>
                  <span className="g3">{t('changes.before')}</span>
                  <span className={before === null ? 'g3' : ''}>{before ?? t('changes.nothing')}</span>
                  <span className="g3">{t('changes.after')}</span>
                  <span className={after === null ? 'g3' : ''}>{after ?? t('changes.nothing')}</span>
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </Inspector>
  );
}
