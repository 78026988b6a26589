import { Autocomplete, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import classes from '#renderer/parts/bars.module.css';
import { useReturnFocus } from '#renderer/parts/use-return-focus.ts';
import { runColumnsQuery, runValuesQuery } from '../queries.ts';

type TagFormProps = {
  readonly experimentId: string;
  readonly count: number;
  readonly onSet: (key: string, value: string) => void;
  readonly onDelete: (key: string) => void;
  readonly onCancel: () => void;
};

/** One tag for all chosen runs, with the keys and values that runs of the experiment have. */
export function TagForm({ experimentId, count, onSet, onDelete, onCancel }: TagFormProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  useReturnFocus();
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const columns = useQuery(runColumnsQuery(bridge.client, experimentId)).data ?? [];
  const known = columns.flatMap(({ kind, key: name }) =>
    kind === 'tag' && !name.startsWith('mlflow.') ? [name] : [],
  );
  const isKnown = known.includes(key.trim());
  const values = useQuery({
    ...runValuesQuery(bridge.client, experimentId, { kind: 'tags', key: key.trim() }, value),
    enabled: isKnown,
  }).data;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (key.trim() !== '') onSet(key.trim(), value);
  }
  return (
    <form
      className={classes.actionBar}
      data-floating
      aria-label={t('runTable.bulk.tagTitle', { count })}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <span className={classes.count}>{t('runTable.bulk.tagTitle', { count })}</span>
      <Autocomplete
        size="xs"
        w={160}
        autoFocus
        aria-label={t('run.key')}
        placeholder={t('run.key')}
        data={known}
        value={key}
        onChange={setKey}
        comboboxProps={{ position: 'top' }}
      />
      <Autocomplete
        size="xs"
        w={160}
        aria-label={t('run.value')}
        placeholder={t('run.value')}
        data={(isKnown ? (values ?? []) : []).map((one) => one.value)}
        filter={({ options }) => options}
        value={value}
        onChange={setValue}
        comboboxProps={{ position: 'top' }}
      />
      <Button type="submit" size="compact-xs" variant="filled" disabled={key.trim() === ''}>
        {t('runTable.bulk.setTag')}
      </Button>
      <Button size="compact-xs" disabled={!isKnown} onClick={() => onDelete(key.trim())}>
        {t('runTable.bulk.deleteTag')}
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={onCancel}>
        {t('actions.cancel')}
      </Button>
    </form>
  );
}
