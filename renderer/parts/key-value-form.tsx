import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './key-values.module.css';

type KeyValueFormProps = {
  readonly onSave: (key: string, value: string) => Promise<boolean>;
  readonly onCancel: () => void;
  /** The wrong thing about a value, worded; null when it may be sent. */
  readonly check?: (value: string) => string | null;
  /** Further fields, such as a step. */
  readonly children?: ReactNode;
};

/** Two fields in one line for what is logged by hand; it stays open for the next one. */
export function KeyValueForm({ onSave, onCancel, check, children }: KeyValueFormProps) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  async function save(form: HTMLFormElement): Promise<void> {
    const wrong = check?.(value) ?? null;
    setProblem(wrong);
    if (wrong !== null || !(await onSave(key.trim(), value))) return;
    setKey('');
    setValue('');
    form.querySelector('input')?.focus();
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save(event.currentTarget);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
    >
      <div className={classes.fields}>
        <TextInput
          className="grow"
          label={t('run.key')}
          value={key}
          autoFocus
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <TextInput
          className="grow"
          label={t('run.value')}
          value={value}
          error={problem}
          onChange={(event) => setValue(event.currentTarget.value)}
          onBlur={() => setProblem(value === '' ? null : (check?.(value) ?? null))}
        />
        {children}
      </div>
      <div className="row">
        <Button type="submit" size="compact-xs" variant="filled" disabled={key.trim() === ''}>
          {t('actions.save')}
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={onCancel}>
          {t('actions.cancel')}
        </Button>
      </div>
    </form>
  );
}
