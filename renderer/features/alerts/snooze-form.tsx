import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './alerts.module.css';
import { listSnoozeTimes, toFieldTime } from './snooze-times.ts';

type SnoozeFormProps = {
  readonly onCancel: () => void;
  /** @param at the time as it is said */
  readonly onSnooze: (until: number, at: string) => void;
};

/** Until when, in the place of the buttons: one press for the usual times, a field for any other. */
export function SnoozeForm({ onCancel, onSnooze }: SnoozeFormProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [now] = useState(() => Date.now());
  const [chosen, setChosen] = useState('');
  const until = new Date(chosen).getTime();
  const isLater = until > now;
  const say = (at: number): string => formatSince(at, now, locale);
  return (
    <form
      className={classes.snooze}
      aria-label={t('alertDesk.snooze')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isLater) onSnooze(until, say(until));
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
    >
      {listSnoozeTimes(now).map(({ id, until: at }, index) => (
        <Button key={id} autoFocus={index === 0} title={say(at)} onClick={() => onSnooze(at, say(at))}>
          {t(`alertDesk.snoozeTimes.${id}`)}
        </Button>
      ))}
      <TextInput
        className={classes.moment}
        type="datetime-local"
        aria-label={t('alertDesk.snoozeUntil')}
        min={toFieldTime(now)}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!isLater}>
        {t('alertDesk.snooze')}
      </Button>
      <Button variant="subtle" onClick={onCancel}>
        {t('actions.cancel')}
      </Button>
    </form>
  );
}
