import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Foldable } from './foldable.tsx';
import classes from './form.module.css';
import type { ScheduleValue } from './schedule-value.ts';
import { useFieldDraft } from './use-field-draft.ts';

type ScheduleDetailsProps = {
  readonly value: ScheduleValue;
  readonly onSet: (key: keyof ScheduleValue, next: string | undefined) => void;
  readonly onUndo: (() => void) | undefined;
};

/** What few schedules say: how far back is made up for, which date a run is of, and what counts when clocks are set. */
export function ScheduleDetails({ value, onSet, onUndo }: ScheduleDetailsProps) {
  const { t } = useTranslation();
  const { window, timetable, dst } = value;
  const said = [window, timetable, dst].filter((one) => one !== undefined).length;
  return (
    <div className={classes.details}>
      <Foldable title={t('scheduleMore.title')} count={said} isOpen={said > 0}>
        <div className={classes.schedule}>
          {value.missed !== 'none' && <Window value={window} onSet={onSet} onUndo={onUndo} />}
          <Choice
            label={t('scheduleMore.timetable.label')}
            help={t(`scheduleMore.timetable.${timetable ?? 'trigger'}.help`)}
            value={timetable ?? ''}
            data={[
              { value: 'trigger', label: t('scheduleMore.timetable.trigger.label') },
              { value: 'interval', label: t('scheduleMore.timetable.interval.label') },
            ]}
            initial="trigger"
            onSet={(next) => onSet('timetable', next)}
          />
          {value.every === undefined && (
            <Choice
              label={t('scheduleMore.dstRule.label')}
              help={t(`scheduleMore.dstRule.${dst ?? 'first'}.help`)}
              value={dst ?? ''}
              data={[
                { value: 'first', label: t('scheduleMore.dstRule.first.label') },
                { value: 'airflow', label: t('scheduleMore.dstRule.airflow.label') },
              ]}
              initial="first"
              onSet={(next) => onSet('dst', next)}
            />
          )}
        </div>
      </Foldable>
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly help: string;
  /** Empty: the file does not say. */
  readonly value: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  /** What holds where the file does not say. */
  readonly initial: string;
  readonly onSet: (next: string) => void;
};

function Choice({ label, help, value, data, initial, onSet }: ChoiceProps) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      description={help}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={value === '' ? initial : value}
      data={[...data]}
      onChange={(event) => onSet(event.currentTarget.value)}
    />
  );
}

function Window({
  value,
  onSet,
  onUndo,
}: Omit<ScheduleDetailsProps, 'value'> & { value: string | undefined }) {
  const { t } = useTranslation();
  const draft = useFieldDraft(
    value ?? '',
    (next) => onSet('window', next.trim() === '' ? undefined : next.trim()),
    onUndo,
  );
  return (
    <TextInput
      label={t('scheduleMore.window.label')}
      description={t('scheduleMore.window.help')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      classNames={{ input: classes.input }}
      placeholder="7d"
      value={draft.text}
      spellCheck={false}
      onChange={(event) => draft.change(event.currentTarget.value)}
      onBlur={draft.leave}
      onKeyDown={draft.onKeyDown}
    />
  );
}
