import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './alerts.module.css';

type ResolveFormProps = {
  readonly onCancel: () => void;
  readonly onResolve: (reason: string) => Promise<void>;
};

/** Settling an alert asks why, in the place of the buttons. */
export function ResolveForm({ onCancel, onResolve }: ResolveFormProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function send(): Promise<void> {
    if (isBusy || reason.trim() === '') return;
    setBusy(true);
    await onResolve(reason.trim());
    setBusy(false);
  }
  return (
    <form
      className={classes.resolve}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
    >
      <TextInput
        className="grow"
        label={t('alerts.resolveReason')}
        placeholder={t('alerts.resolveHint')}
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled" disabled={isBusy || reason.trim() === ''}>
        {t('alerts.resolve')}
      </Button>
      <Button variant="subtle" onClick={onCancel}>
        {t('actions.cancel')}
      </Button>
    </form>
  );
}
