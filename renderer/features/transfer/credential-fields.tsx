import { PasswordInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TransferAuth } from '#contract/transfer.ts';
import form from '#renderer/parts/data-form.module.css';

export type Credentials = TransferAuth;

export function isServerAddress(text: string): boolean {
  return /^https?:\/\//i.test(text.trim());
}

type CredentialFieldsProps = {
  readonly value: Credentials;
  readonly onChange: (value: Credentials) => void;
};

/** A token, or a name with a password; for this one transfer, never kept. */
export function CredentialFields({ value, onChange }: CredentialFieldsProps) {
  const { t } = useTranslation();
  function set(field: keyof Credentials, text: string): void {
    const { [field]: _before, ...rest } = value;
    onChange(text === '' ? rest : { ...rest, [field]: text });
  }
  return (
    <details>
      <summary>{t('transfer.credentials')}</summary>
      <div className={form.fields}>
        <PasswordInput
          visibilityToggleButtonProps={{ 'aria-label': t('transfer.showSecret') }}
          label={t('transfer.token')}
          description={t('transfer.credentialsHelp')}
          autoComplete="off"
          value={value.token ?? ''}
          onChange={(event) => set('token', event.currentTarget.value)}
        />
        <TextInput
          label={t('transfer.username')}
          autoComplete="off"
          value={value.username ?? ''}
          onChange={(event) => set('username', event.currentTarget.value)}
        />
        <PasswordInput
          visibilityToggleButtonProps={{ 'aria-label': t('transfer.showSecret') }}
          label={t('transfer.password')}
          autoComplete="off"
          value={value.password ?? ''}
          onChange={(event) => set('password', event.currentTarget.value)}
        />
      </div>
    </details>
  );
}
