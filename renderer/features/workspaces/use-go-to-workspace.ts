import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import type { Inputs } from '#contract/procedures.ts';
import { useApp } from '#renderer/app-context.ts';
import { useNextEngine } from './use-next-engine.ts';

export type GoToWorkspace = {
  /** Opens the workspace of a folder; with `make` it is made there first. */
  readonly go: (order: { folder: string; make?: Omit<Inputs['workspace']['make'], 'folder'> }) => void;
  readonly isBusy: boolean;
  readonly error: Error | null;
};

/** Lets the engine go on with another workspace and shows its Home. */
export function useGoToWorkspace(info: SystemInfo): GoToWorkspace {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const navigate = useNavigate();
  const next = useNextEngine(
    info,
    () => t('welcome.didOpen'),
    () => void navigate({ to: '/' }),
  );
  const going = useMutation({
    mutationFn: async ({ folder, make }: Parameters<GoToWorkspace['go']>[0]) => {
      if (make !== undefined) await bridge.client.workspace.make({ folder, ...make });
      return bridge.client.workspace.open({ folder });
    },
    onSuccess: ({ workspace }) => (workspace === info.workspace.path ? navigate({ to: '/' }) : next.wait()),
  });
  return {
    go: (order) => going.mutate(order),
    isBusy: going.isPending || next.isWaiting,
    error: going.error ?? next.failure,
  };
}
