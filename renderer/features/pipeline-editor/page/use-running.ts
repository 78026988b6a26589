import { useState } from 'react';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import type { EditorSession } from '../session/types.ts';
import { useSave } from './use-save.ts';

export type Running = {
  /** Saves first, then asks with which params. */
  readonly start: () => void;
  readonly isStarting: boolean;
};

/** Runs the pipeline that is open: what runs is always a file that was saved. */
export function useRunning(session: EditorSession): Running {
  const openSheet = useOpenSheet();
  const save = useSave(session);
  const [isStarting, setStarting] = useState(false);
  async function begin(): Promise<void> {
    setStarting(true);
    const isSaved = await save(false);
    setStarting(false);
    if (isSaved) openSheet('run-pipeline', session.state.get().name);
  }
  return { start: () => void begin(), isStarting };
}
