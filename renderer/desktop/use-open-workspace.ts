import '#renderer/i18n/late/places-words.ts';
import { useEffect, useEffectEvent } from 'react';
import { useApp } from '../app-context.ts';
import { useGoToWorkspace } from '../features/workspaces/index.ts';
import { useTellProblem } from '../parts/use-tell-problem.ts';
import { hasEnded } from './host.ts';
import { useShellAct } from './use-shell-act.ts';

/** Goes on with the workspace of a folder, from a menu or a dialog; without an engine the shell starts one there. */
export function useOpenWorkspace(): (folder: string) => void {
  const { host } = useApp();
  const { go, error } = useGoToWorkspace();
  const shellAct = useShellAct();
  const tellProblem = useTellProblem();
  const tell = useEffectEvent((failure: Error) => tellProblem(failure));
  useEffect(() => {
    if (error !== null) tell(error);
  }, [error]);
  return (folder) => {
    if (hasEnded(host.engine.get())) shellAct(() => host.ask('openWorkspace', { folder }));
    else go({ folder });
  };
}
