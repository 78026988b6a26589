import { Autocomplete, Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { runValuesQuery } from '../queries.ts';
import type { ValueColumn } from '../value-columns.ts';
import {
  conditionText,
  filterAttributes,
  isNumberKey,
  isTimeKey,
  keyLabel,
  operatorsOf,
  readKey,
} from './condition-text.ts';
import type { ConditionKey, ConditionOperator } from './condition-text.ts';
import classes from './filter.module.css';

export type ConditionStart = {
  readonly label: string;
  readonly operator: ConditionOperator;
  readonly value: string;
};

type ConditionFormProps = {
  readonly experimentId: string;
  readonly columns: readonly ValueColumn[];
  readonly start?: ConditionStart | undefined;
  readonly onDone: (text: string) => void;
};

const listedKeys = 60;
const listedValues = 12;

/** One condition: a key with what is known of it, a comparison, a value with those that runs have. */
export function ConditionForm({ experimentId, columns, start, onDone }: ConditionFormProps) {
  const { t } = useTranslation();
  const [label, setLabel] = useState(start?.label ?? '');
  const [asked, setOperator] = useState<ConditionOperator>(start?.operator ?? '>=');
  const [value, setValue] = useState(start?.value ?? '');
  const key = readKey(label);
  const operators = key === null ? [] : operatorsOf(key);
  const operator = operators.includes(asked) ? asked : (operators[0] ?? '>=');
  const text = key === null ? null : conditionText(key, operator, value);
  const needsValue = operator !== 'IS NULL' && operator !== 'IS NOT NULL';
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (text !== null) onDone(text);
  }
  const byLabel = new Map(columns.map((column) => [column.id, column]));
  return (
    <form className={classes.form} onSubmit={submit}>
      <Autocomplete
        label={t('runTable.filter.key')}
        placeholder={t('runTable.filter.keyHint')}
        data={[...columns.map(({ id }) => id), ...filterAttributes]}
        limit={listedKeys}
        value={label}
        onChange={setLabel}
        comboboxProps={{ withinPortal: false }}
        maxDropdownHeight={260}
        data-autofocus
        renderOption={({ option }) => <KeyOption label={option.value} column={byLabel.get(option.value)} />}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={t('runTable.filter.operator')}
          value={operator}
          disabled={key === null}
          data={operators.map((one) => ({ value: one, label: t(`runTable.filter.operators.${one}`) }))}
          onChange={(event) => setOperator(event.currentTarget.value as ConditionOperator)}
        />
        {key !== null && needsValue && (
          <ValueField
            experimentId={experimentId}
            conditionKey={key}
            isList={operator === 'IN' || operator === 'NOT IN'}
            value={value}
            onChange={setValue}
          />
        )}
      </div>
      <div className={classes.foot}>
        <code className={classes.preview}>{text ?? ''}</code>
        <Button type="submit" variant="filled" size="compact-xs" disabled={text === null}>
          {t('runTable.filter.apply')}
        </Button>
      </div>
    </form>
  );
}

/** A key with samples of its values and how many runs have it. */
function KeyOption({ label, column }: { readonly label: string; readonly column: ValueColumn | undefined }) {
  const locale = useLocale();
  return (
    <span className={classes.option}>
      <span className="mono">{label}</span>
      {column !== undefined && (
        <span className={classes.optionMeta}>
          {column.samples.slice(0, 3).join(', ').slice(0, 28)}
          {column.count !== null && ` · ${formatCount(column.count, locale)}`}
        </span>
      )}
    </span>
  );
}

type ValueFieldProps = {
  readonly experimentId: string;
  readonly conditionKey: ConditionKey;
  readonly isList: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function ValueField({ experimentId, conditionKey, isList, value, onChange }: ValueFieldProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const last = isList ? value.slice(value.lastIndexOf(',') + 1).trim() : value;
  const isNumber = isNumberKey(conditionKey);
  const { data = [] } = useQuery({
    ...runValuesQuery(bridge.client, experimentId, conditionKey, last),
    enabled: !isNumber,
  });
  const label = t('runTable.filter.value');
  if (isTimeKey(conditionKey))
    return (
      <Autocomplete
        label={label}
        placeholder={t('runTable.filter.timeHint')}
        data={['-1h', '-24h', '-7d', '-30d']}
        value={value}
        onChange={onChange}
        comboboxProps={{ withinPortal: false }}
      />
    );
  if (isNumber)
    return (
      <TextInput
        label={label}
        inputMode="decimal"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  const counts = new Map(data.map((one) => [one.value, one.count]));
  const before = isList ? value.slice(0, value.lastIndexOf(',') + 1) : '';
  return (
    <Autocomplete
      label={label}
      aria-label={`${label} ${keyLabel(conditionKey)}`}
      placeholder={isList ? t('runTable.filter.listHint') : undefined}
      data={data.slice(0, listedValues).map((one) => one.value)}
      filter={({ options }) => options}
      value={value}
      onChange={(next) => onChange(isList && counts.has(next) ? `${before}${before && ' '}${next}` : next)}
      comboboxProps={{ withinPortal: false }}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <span className="ell">{option.value}</span>
          <span className={classes.optionMeta}>{formatCount(counts.get(option.value) ?? 0, locale)}</span>
        </span>
      )}
    />
  );
}
