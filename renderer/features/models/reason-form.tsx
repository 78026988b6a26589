import { Button, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import bars from '#renderer/parts/bars.module.css';
import { isShortcut, keyHint } from '#renderer/parts/key-hints.ts';
import { useCloseSheet } from '#renderer/parts/side-sheet.tsx';
import classes from './models.module.css';

type ReasonFormProps = {
  readonly text: string;
  readonly hint: string;
  readonly deed: string;
  /** Reasons that are at hand: choosing one writes it. */
  readonly suggestions?: readonly string[];
  /** What must be known before it is done is known. */
  readonly isReady?: boolean;
  readonly onSubmit: (reason: string) => Promise<boolean>;
  readonly children: ReactNode;
};

/** A deed that asks why: what is written stays in the timeline for good. */
export function ReasonForm(props: ReasonFormProps) {
  const { text, hint, deed, suggestions = [], isReady = true, onSubmit, children } = props;
  const { t } = useTranslation();
  const { platform } = useApp();
  const close = useCloseSheet();
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const canSubmit = isReady && reason.trim() !== '' && !isBusy;
  async function submit(): Promise<void> {
    if (!canSubmit) return;
    setBusy(true);
    const done = await onSubmit(reason.trim());
    setBusy(false);
    if (done) close();
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p className="g2">{text}</p>
      {children}
      <Textarea
        ref={field}
        label={t('models.reason')}
        description={hint}
        rows={3}
        autoFocus
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!isShortcut(event.nativeEvent, 'mod+Enter', platform)) return;
          event.preventDefault();
          void submit();
        }}
      />
      {suggestions.length > 0 && (
        <div className={classes.suggestions} role="group" aria-label={t('registry.rollback.suggestions')}>
          {suggestions.map((suggestion) => (
            <Button
              key={suggestion}
              size="compact-xs"
              onClick={() => {
                setReason(suggestion);
                field.current?.focus();
              }}
            >
              {suggestion}
            </Button>
          ))}
        </div>
      )}
      <div className={`row ${classes.deeds ?? ''}`}>
        <Button type="submit" variant="filled" disabled={!canSubmit}>
          {deed}
          <span className={bars.hintKey}>{keyHint('mod+Enter', platform)}</span>
        </Button>
        <Button variant="subtle" onClick={close}>
          {t('actions.cancel')}
        </Button>
      </div>
    </form>
  );
}
