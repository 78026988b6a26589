import '#renderer/i18n/late/places-words.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { toProblem } from '../bridge/problems.ts';
import { systemInfoQuery } from '../features/system/index.ts';
import { useGoToWorkspace } from '../features/workspaces/index.ts';
import { wordProblem } from '../i18n/word-problem.ts';
import { useShellAct } from './use-shell-act.ts';

/** Goes on with the workspace of a folder, from a menu or a dialog; without an engine the shell starts one there. */
export function useOpenWorkspace(): (folder: string) => void {
  const { t } = useTranslation();
  const { bridge, host, toasts } = useApp();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  const { go, error } = useGoToWorkspace(info);
  const shellAct = useShellAct();
  useEffect(() => {
    if (error !== null) toasts.show({ tone: 'problem', text: wordProblem(toProblem(error), t), undo: null });
  }, [error, toasts, t]);
  return (folder) => {
    const state = host.engine.get()?.state;
    if (state === 'failed' || state === 'stopped') shellAct(() => host.ask('openWorkspace', { folder }));
    else go({ folder });
  };
}
