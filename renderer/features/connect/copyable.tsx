import { useTranslation } from 'react-i18next';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Snippet } from '#renderer/parts/snippet.tsx';
import classes from './connect.module.css';

/** Code with the button that copies it. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.copyable}>
      <Snippet text={text} label={label} />
      <span className={classes.copy}>
        <CopyButton text={text} label={t('connect.copy', { what: label })} />
      </span>
    </div>
  );
}
