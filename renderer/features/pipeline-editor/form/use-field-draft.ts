import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useApp } from '#renderer/app-context.ts';
import { isShortcut } from '#renderer/parts/key-hints.ts';
import { afterPress } from './after-press.ts';
import { usePendingField } from './pending-fields.ts';

/** So long after the last key what was typed becomes a step of its own. */
const idleMs = 500;

type FieldDraft = {
  readonly text: string;
  readonly change: (text: string) => void;
  /** Keeps at once what was typed: Enter, and leaving the field. */
  readonly flush: () => void;
  readonly leave: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/**
 * What is being typed in a field. It is kept when the typing rests, when the field is left, and when the field goes
 * away with another task; nothing typed is lost, and a word is one step and not one for each letter.
 */
export function useFieldDraft(shown: string, keep: (text: string) => void, undo?: () => void): FieldDraft {
  const { platform } = useApp();
  const [draft, setDraft] = useState<string | null>(null);
  const kept = useRef(shown);
  useEffect(() => {
    kept.current = shown;
  }, [shown]);
  const flush = useEffectEvent(() => {
    if (draft === null || draft === kept.current) return;
    kept.current = draft;
    keep(draft);
  });
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => flush(), idleMs);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => () => flush(), []);

  function keepNow(): void {
    if (draft === null || draft === kept.current) return;
    kept.current = draft;
    keep(draft);
  }
  usePendingField(keepNow);
  return {
    text: draft ?? shown,
    change: setDraft,
    flush: keepNow,
    leave: () =>
      afterPress(() => {
        keepNow();
        setDraft(null);
      }),
    onKeyDown: (event) => {
      if (event.key === 'Enter' && !event.shiftKey) keepNow();
      if (event.key === 'Escape' && draft !== null && draft !== shown) {
        event.preventDefault();
        setDraft(null);
      }
      // What this field has given to the pipeline is undone there; only what is still being typed is the field's own.
      const isClean = draft === null || draft === kept.current;
      if (undo === undefined || !isClean || !isShortcut(event.nativeEvent, 'mod+Z', platform)) return;
      event.preventDefault();
      event.stopPropagation();
      setDraft(null);
      undo();
    },
  };
}
