import '#renderer/i18n/late/pipeline-form-words.ts';
import { Autocomplete, Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineProblem } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { useCronWords } from '#renderer/parts/cron/use-cron-words.ts';
import { ProblemLine } from '#renderer/parts/problem-notice.tsx';
import { wordPipelineProblem } from '../problems/word-pipeline-problem.ts';
import classes from './form.module.css';
import { scheduleTimesQuery } from './queries.ts';
import { NextTimes } from './next-times.tsx';
import { ScheduleDetails } from './schedule-details.tsx';
import type { ScheduleValue } from './schedule-value.ts';
import { useFieldDraft } from './use-field-draft.ts';

type ScheduleFormProps = {
  readonly value: ScheduleValue;
  /** Gives a key another value, or takes it out with undefined. */
  readonly onSet: (key: keyof ScheduleValue, next: string | undefined) => void;
  /** Another schedule as a whole; undefined: none any more. */
  readonly onReplace: (next: ScheduleValue | undefined) => void;
  readonly onUndo?: () => void;
};

const presets = ['0 * * * *', '0 6 * * *', '0 7 * * 1-5', '0 6 * * 1', '0 6 1 * *'] as const;

/** When runs start by themselves, in words, with the times that come of it and what clocks do to them. */
export function ScheduleForm({ value, onSet, onReplace, onUndo }: ScheduleFormProps) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const wordCron = useCronWords();
  const { data } = useQuery(scheduleTimesQuery(client, value));
  const isCron = value.every === undefined;
  const text = isCron ? (value.cron ?? '') : (value.every ?? '');
  const { isRight, atField, others } = useProblems(data?.problems);
  return (
    <div className={classes.schedule}>
      <div className={classes.presets} role="group" aria-label={t('pipelineForm.presets')}>
        {presets.map((cron) => (
          <Button
            key={cron}
            size="compact-xs"
            aria-pressed={value.cron === cron}
            onClick={() => (isCron ? onSet('cron', cron) : onReplace({ ...keepZone(value), cron }))}
          >
            {wordCron(cron)}
          </Button>
        ))}
      </div>
      <When
        key={String(isCron)}
        isCron={isCron}
        text={text}
        error={atField(isCron ? 'cron' : 'every')}
        onSet={onSet}
        onUndo={onUndo}
      />
      {isCron && isRight && wordCron(text) !== null && <p className={classes.sentence}>{wordCron(text)}</p>}
      {others.map((text) => (
        <ProblemLine key={text} text={text} />
      ))}
      <div className="row">
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() =>
            onReplace(
              isCron ? { ...keepMissed(value), every: '1h' } : { ...keepMissed(value), cron: '0 6 * * *' },
            )
          }
        >
          {t(isCron ? 'pipelineForm.useEvery' : 'pipelineForm.useCron')}
        </Button>
        <span className="grow" />
        <Button size="compact-xs" variant="subtle" onClick={() => onReplace(undefined)}>
          {t('pipelineForm.removeSchedule')}
        </Button>
      </div>
      {isCron && (
        <Zone value={value.timezone} error={atField('timezone')} onSet={(zone) => onSet('timezone', zone)} />
      )}
      <NativeSelect
        size="xs"
        label={t('pipelineForm.settings.missed.label')}
        description={t(`pipelineForm.missed.${value.missed ?? 'latest'}.help`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={value.missed ?? 'latest'}
        data={(['latest', 'all', 'none'] as const).map((one) => ({
          value: one,
          label: t(`pipelineForm.missed.${one}.label`),
        }))}
        onChange={(event) => onSet('missed', event.currentTarget.value)}
      />
      <ScheduleDetails value={value} onSet={onSet} onUndo={onUndo} />
      {data !== undefined && (
        <NextTimes
          times={data.nextTimes}
          warnings={data.dstWarnings}
          zone={isCron ? (value.timezone ?? 'UTC') : 'UTC'}
        />
      )}
    </div>
  );
}

const ownFields: readonly string[] = ['schedule.cron', 'schedule.every', 'schedule.timezone'];

/** What is wrong, in words: at its field, or below where it has none here. */
function useProblems(all: readonly PipelineProblem[] = []) {
  const { t, i18n } = useTranslation();
  const problems = all.filter(({ severity }) => severity === 'error');
  const word = (problem: PipelineProblem): string => wordPipelineProblem(problem, t, i18n.language);
  return {
    isRight: problems.length === 0,
    atField: (key: keyof ScheduleValue): string | undefined => {
      const problem = problems.find(({ path }) => path === `schedule.${key}`);
      return problem && word(problem);
    },
    others: problems.filter(({ path }) => !ownFields.includes(path)).map(word),
  };
}

/** What stays when the times are given in another way. */
function keepZone({ cron: _cron, every: _every, ...others }: ScheduleValue): ScheduleValue {
  return others;
}

/** An interval knows no clock: what is said of its zone goes. */
function keepMissed(value: ScheduleValue): ScheduleValue {
  const { timezone: _timezone, dst: _dst, ...others } = keepZone(value);
  return others;
}

type WhenProps = {
  readonly isCron: boolean;
  readonly text: string;
  readonly error: string | undefined;
  readonly onSet: ScheduleFormProps['onSet'];
  readonly onUndo: (() => void) | undefined;
};

function When({ isCron, text, error, onSet, onUndo }: WhenProps) {
  const { t } = useTranslation();
  const key = isCron ? 'cron' : 'every';
  const draft = useFieldDraft(text, (next) => next.trim() !== '' && onSet(key, next.trim()), onUndo);
  return (
    <TextInput
      label={t(`pipelineForm.settings.${key}.label`)}
      description={t(`pipelineForm.settings.${key}.help`)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      classNames={{ input: classes.input }}
      value={draft.text}
      error={error}
      spellCheck={false}
      onChange={(event) => draft.change(event.currentTarget.value)}
      onBlur={draft.leave}
      onKeyDown={draft.onKeyDown}
    />
  );
}

type ZoneProps = {
  readonly value: string | undefined;
  readonly error: string | undefined;
  readonly onSet: (zone: string | undefined) => void;
};

function Zone({ value, error, onSet }: ZoneProps) {
  const { t } = useTranslation();
  const id = useId();
  const draft = useFieldDraft(value ?? '', (zone) => onSet(zone.trim() === '' ? undefined : zone.trim()));
  return (
    <Autocomplete
      id={id}
      size="xs"
      label={t('pipelineForm.settings.timezone.label')}
      placeholder="UTC"
      value={draft.text}
      error={error}
      limit={50}
      maxDropdownHeight={240}
      data={['UTC', ...Intl.supportedValuesOf('timeZone')]}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      onChange={draft.change}
      onOptionSubmit={(zone) => onSet(zone)}
      onBlur={draft.leave}
      onKeyDown={draft.onKeyDown}
    />
  );
}
