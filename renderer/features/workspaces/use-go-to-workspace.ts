import { useMutation } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import type { Inputs } from '#contract/procedures.ts';
import { useApp } from '#renderer/app-context.ts';
import { useNextEngine } from './use-next-engine.ts';
import type { Asked } from './use-next-engine.ts';

type Order = {
  readonly folder: string;
  readonly make?: Omit<Inputs['workspace']['make'], 'folder'>;
  readonly archive?: string;
};

/** The workspace that was open when another was asked for. */
type Here = { readonly here: string | undefined };

export type GoToWorkspace = {
  /** Opens the workspace of a folder; with `make` it is made there first, with `archive` out of that file. */
  readonly go: (order: Order) => void;
  readonly isBusy: boolean;
  readonly error: Error | null;
};

/** Lets the engine go on with another workspace and shows its Home. `info` is what is known of the one that runs. */
export function useGoToWorkspace(info: SystemInfo | undefined): GoToWorkspace {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const navigate = useNavigate();
  const router = useRouter();
  const next = useNextEngine(
    ({ workspace }) => t('welcome.didOpen', { name: workspace.name }),
    () => void navigate({ to: '/' }),
  );
  const going = useMutation({
    mutationFn: async ({ folder, make, archive }: Order & Asked & Here) => {
      if (make !== undefined) await bridge.client.workspace.make({ folder, ...make });
      if (archive !== undefined) await bridge.client.workspace.import({ file: archive, folder });
      return bridge.client.workspace.open({ folder });
    },
    onSuccess: ({ workspace }, { from, since, here }) =>
      workspace === here ? navigate({ to: '/' }) : next.wait({ from, since }),
  });
  return {
    go: (order) =>
      going.mutate({
        ...order,
        from: router.latestLocation.href,
        since: info?.startedAt ?? 0,
        here: info?.workspace.path,
      }),
    isBusy: going.isPending || next.isWaiting,
    error: going.error ?? next.failure,
  };
}
