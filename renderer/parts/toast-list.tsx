import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useStore } from '../app-context.ts';
import { keyHint } from './key-hints.ts';
import { StatusGlyph } from './status-glyph.tsx';
import classes from './toast-list.module.css';
import type { Toast } from './toast-store.ts';

const shownMs = 10_000;

/** The last three things that happened, each with its way back. */
export function ToastList() {
  const { toasts } = useApp();
  const list = useStore(toasts.list);
  return (
    <div className={classes.list} role="status" aria-live="polite">
      {list.map((toast) => (
        <ToastRow key={toast.id} toast={toast} newest={toast === list.at(-1)} />
      ))}
    </div>
  );
}

function ToastRow({ toast, newest }: { toast: Toast; newest: boolean }) {
  const { t } = useTranslation();
  const { toasts, platform } = useApp();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => toasts.dismiss(toast.id), shownMs);
    return () => clearTimeout(timer);
  }, [held, toast.id, toasts]);

  function takeBack(): void {
    toasts.dismiss(toast.id);
    void toast.undo?.();
  }
  return (
    <div
      className={classes.toast}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <StatusGlyph shape={toast.tone === 'done' ? 'finished' : 'failed'} />
      <span className="grow">
        {toast.count === 1 ? toast.text : t('toasts.times', { text: toast.text, count: toast.count })}
      </span>
      {toast.undo !== null && (
        <Button variant="subtle" size="compact-xs" className={classes.undo} onClick={takeBack}>
          {t('actions.undo')}
          {newest && <span className={classes.key}>{keyHint('mod+Z', platform)}</span>}
        </Button>
      )}
      <ActionIcon size={24} aria-label={t('actions.dismiss')} onClick={() => toasts.dismiss(toast.id)}>
        <IconX size={14} stroke={1.5} />
      </ActionIcon>
    </div>
  );
}
