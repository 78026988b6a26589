import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ActivityEntry, UndoState } from '#contract/activity.ts';
import { useApp } from '#renderer/app-context.ts';
import { undoChanges } from '#renderer/parts/act-history.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { wordDeed } from './word-deed.ts';

type UndoControlProps = {
  readonly entry: ActivityEntry;
  readonly tabIndex?: number;
  /** In a list: that most changes have no way back is said in their details only. */
  readonly brief?: boolean;
};

/** The way back of a change; where there is none, why not. */
export function UndoControl({ entry, tabIndex, brief = false }: UndoControlProps) {
  const { t } = useTranslation();
  const undo = useUndo();
  const { state } = entry.undo;
  if (brief && ['no_inverse', 'incomplete', 'gone'].includes(state)) return null;
  if (state !== 'possible') {
    const reason = wordReason(entry.undo, t);
    return (
      <span className="g3 sm ell" title={reason}>
        {reason}
      </span>
    );
  }
  const label = entry.role === 'undo' ? t('changes.undo.redo') : t('changes.undo.label');
  return (
    <Button
      size="compact-xs"
      aria-label={`${label}: ${wordDeed(entry.action, t)} ${entry.name ?? entry.entityId}`}
      {...(tabIndex === undefined ? {} : { tabIndex })}
      onClick={(event) => {
        event.stopPropagation();
        void undo(entry);
      }}
    >
      {label}
    </Button>
  );
}

function wordReason({ state, field = '' }: UndoState, t: TFunction): string {
  return state === 'possible' ? '' : t(`changes.why.${state}`, { field });
}

/** Takes a change back, or does again what an undo took back; the toast offers the other way. */
function useUndo(): (entry: ActivityEntry) => Promise<boolean> {
  const { t } = useTranslation();
  const { bridge, history } = useApp();
  const act = useAct();
  return (entry) => {
    const words = { deed: wordDeed(entry.action, t), object: entry.name ?? entry.entityId };
    const done = entry.role === 'undo' ? t('changes.undo.redone', words) : t('changes.undo.done', words);
    return act({ run: () => undoChanges(bridge.client, history, [entry.activityId]), done });
  };
}
