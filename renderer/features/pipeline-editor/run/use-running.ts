import { useState } from 'react';
import type { EditorSession } from '../session/types.ts';
import { useSave } from '../page/use-save.ts';
import type { RunMode, RunRequest } from './run-request.ts';

export type Running = {
  /** Saves first, then shows what would run. Without ids it is about what is selected. */
  readonly ask: (mode: RunMode, ids?: readonly string[]) => void;
  readonly isSaving: boolean;
  /** What is shown to be run; null: nothing is. */
  readonly asked: RunRequest | null;
  readonly close: () => void;
  /** The run whose log is shown; null: none is. */
  readonly shownRun: string | null;
  readonly showRun: (id: string | null) => void;
};

/**
 * Runs the pipeline that is open, or a part of it: what runs is always a file that was saved.
 * @param activeRunId of the run that goes on, whoever started it
 */
export function useRunning(session: EditorSession, activeRunId: string | null): Running {
  const save = useSave(session);
  const [isSaving, setSaving] = useState(false);
  const [asked, setAsked] = useState<RunRequest | null>(null);
  const [shownRun, showRun] = useShownRun(activeRunId);
  async function begin(mode: RunMode, tasks: readonly string[]): Promise<void> {
    setSaving(true);
    const isSaved = await save(false);
    setSaving(false);
    const { fileHash } = session.state.get();
    if (isSaved && fileHash !== null) setAsked({ mode, tasks, hash: fileHash });
  }
  return {
    ask: (mode, ids) => void begin(mode, ids ?? session.state.get().selection),
    isSaving,
    asked,
    close: () => setAsked(null),
    shownRun,
    showRun,
  };
}

/** A run that begins shows its log, which stays when it has ended, until somebody closes it. */
function useShownRun(activeRunId: string | null): [string | null, (id: string | null) => void] {
  const [shown, show] = useState(activeRunId);
  const [last, setLast] = useState(activeRunId);
  if (activeRunId !== last) {
    setLast(activeRunId);
    if (activeRunId !== null) show(activeRunId);
  }
  return [shown, show];
}
