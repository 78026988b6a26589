import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import classes from './settings.module.css';

type SettingRowProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly children?: ReactNode;
};

/** One setting: what it is called, what it does, and its control at the right. */
export function SettingRow({ label, hint, children }: SettingRowProps) {
  return (
    <div className={classes.setting}>
      <div className={classes.words}>
        <h3 className={classes.label}>{label}</h3>
        {hint !== undefined && <p className="g3 sm">{hint}</p>}
      </div>
      <div className={classes.control}>{children}</div>
    </div>
  );
}

/** A fact that can be copied but not changed here. */
export function FactRow({ label, hint, children }: SettingRowProps) {
  return (
    <SettingRow label={label} hint={hint}>
      <span className={classes.fact}>{children}</span>
    </SettingRow>
  );
}

/** What is set by a command, ready to be copied. */
export function CommandFact({ command }: { command: string }) {
  const { t } = useTranslation();
  return (
    <span className={classes.fact}>
      <code className={`mono ${classes.command ?? ''}`} translate="no">
        {command}
      </code>
      <CopyButton text={command} label={t('settings.copyCommand', { command })} />
    </span>
  );
}
