import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inputs } from '#contract/procedures.ts';
import type { ParamField } from '../param-fields.ts';
import { ParamInput } from '../param-input.tsx';
import classes from './backfill.module.css';
import { isSameRange, lastDays } from './range.ts';
import type { WrittenRange } from './range.ts';

type Reprocess = NonNullable<Inputs['pipelines']['previewBackfill']['reprocess']>;

/** What a person asks for, as it is written. */
export type BackfillChoice = WrittenRange & {
  readonly reprocess: Reprocess;
  readonly newestFirst: boolean;
  readonly maxActive: string;
  readonly params: Readonly<Record<string, string | boolean>>;
};

type BackfillFormProps = {
  readonly choice: BackfillChoice;
  readonly onChange: (next: Partial<BackfillChoice>) => void;
  readonly zone: string;
  readonly fields: readonly ParamField[];
  readonly isBackwards: boolean;
  readonly isCount: boolean;
};

const policies: readonly Reprocess[] = ['missing', 'missing_and_failed', 'all'];

/** From when until when, which dates run again, in which order and how many at once. */
export function BackfillForm({ choice, onChange, zone, fields, isBackwards, isCount }: BackfillFormProps) {
  const { t } = useTranslation();
  const [now] = useState(() => Date.now());
  return (
    <div className={classes.form}>
      <div className={classes.presets} role="group" aria-label={t('backfill.presets')}>
        {[1, 7, 30].map((days) => (
          <Button
            key={days}
            size="compact-xs"
            aria-pressed={isSameRange(choice, lastDays(days, now, zone))}
            onClick={() => onChange(lastDays(days, Date.now(), zone))}
          >
            {t('backfill.lastDays', { count: days })}
          </Button>
        ))}
      </div>
      {(['from', 'until'] as const).map((end) => (
        <div key={end} className={classes.when}>
          <TextInput
            type="date"
            label={t(`backfill.${end}`)}
            data-autofocus={end === 'from' || undefined}
            value={choice[`${end}Day`]}
            error={isBackwards && end === 'until' && t('backfill.backwards')}
            onChange={(event) => onChange({ [`${end}Day`]: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t(`backfill.${end}Time`)}
            value={choice[`${end}Time`]}
            onChange={(event) => onChange({ [`${end}Time`]: event.currentTarget.value })}
          />
        </div>
      ))}
      <p className="g3 sm">{t('backfill.zone', { zone })}</p>
      <NativeSelect
        size="xs"
        label={t('backfill.reprocess')}
        description={t(`backfill.policies.${choice.reprocess}.help`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={choice.reprocess}
        data={policies.map((value) => ({ value, label: t(`backfill.policies.${value}.label`) }))}
        onChange={(event) =>
          onChange({ reprocess: policies.find((one) => one === event.currentTarget.value) ?? 'missing' })
        }
      />
      <div className={classes.when}>
        <div>
          <span className={classes.label}>{t('backfill.order')}</span>
          <SegmentedControl
            fullWidth
            aria-label={t('backfill.order')}
            value={choice.newestFirst ? 'newest' : 'oldest'}
            data={(['oldest', 'newest'] as const).map((value) => ({
              value,
              label: t(`backfill.orders.${value}`),
            }))}
            onChange={(value) => onChange({ newestFirst: value === 'newest' })}
          />
        </div>
        <TextInput
          label={t('backfill.atOnce')}
          inputMode="numeric"
          value={choice.maxActive}
          error={!isCount && t('backfill.atOnceWrong')}
          onChange={(event) => onChange({ maxActive: event.currentTarget.value })}
        />
      </div>
      {fields.length > 0 && (
        <details className={classes.params}>
          <summary>{t('pipelines.params')}</summary>
          <div className={classes.form}>
            {fields.map((field) => (
              <ParamInput
                key={field.name}
                field={field}
                value={choice.params[field.name] ?? field.initial}
                onChange={(value) => onChange({ params: { ...choice.params, [field.name]: value } })}
              />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}
