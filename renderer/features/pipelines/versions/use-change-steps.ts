import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineChunk } from '#contract/run-differences.ts';
import { useApp } from '#renderer/app-context.ts';
import { usePageCommands } from '#renderer/commands/use-page-commands.ts';
import { isShortcut, keyHint } from '#renderer/parts/key-hints.ts';
import { listChanges } from './diff-chunks.ts';
import type { Change } from './diff-chunks.ts';

export type ChangeSteps = {
  readonly changes: readonly Change[];
  /** The place of the one that is in view among them; -1 before any was gone to. */
  readonly at: number;
  readonly current: Change | null;
  readonly step: (by: 1 | -1) => void;
};

/** From change to change by F7 and shift+F7, around the end. */
export function useChangeSteps(chunks: readonly LineChunk[]): ChangeSteps {
  const { t } = useTranslation();
  const { platform } = useApp();
  const changes = useMemo(() => listChanges(chunks), [chunks]);
  const [asked, setAsked] = useState(-1);
  // The file can say less than before while it is looked at.
  const at = Math.min(asked, changes.length - 1);
  const step = (by: 1 | -1): void => {
    if (changes.length === 0) return;
    setAsked(((at < 0 && by < 0 ? 0 : at) + by + changes.length) % changes.length);
  };
  usePageCommands(
    changes.length === 0
      ? []
      : [
          {
            id: 'diff.next',
            label: t('pipelineRuns.definition.nextChange'),
            icon: IconChevronDown,
            hint: keyHint('F7', platform),
            run: () => step(1),
          },
          {
            id: 'diff.previous',
            label: t('pipelineRuns.definition.previousChange'),
            icon: IconChevronUp,
            hint: keyHint('shift+F7', platform),
            run: () => step(-1),
          },
        ],
  );
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const by = isShortcut(event, 'F7', platform) ? 1 : isShortcut(event, 'shift+F7', platform) ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    step(by);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  return { changes, at, current: changes[at] ?? null, step };
}
