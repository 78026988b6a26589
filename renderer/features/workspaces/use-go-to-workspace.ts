import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Inputs } from '#contract/procedures.ts';
import { useApp } from '#renderer/app-context.ts';
import { systemInfoQuery } from '../system/index.ts';
import { useNextEngine } from './use-next-engine.ts';

type Order = {
  readonly folder: string;
  readonly make?: Omit<Inputs['workspace']['make'], 'folder'>;
  readonly archive?: string;
};

export type GoToWorkspace = {
  /** Opens the workspace of a folder; with `make` it is made there first, with `archive` out of that file. */
  readonly go: (order: Order) => void;
  readonly isBusy: boolean;
  readonly error: Error | null;
};

/** Lets the engine go on with another workspace and shows its Home. */
export function useGoToWorkspace(): GoToWorkspace {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const next = useNextEngine(
    ({ workspace }) => t('welcome.didOpen', { name: workspace.name }),
    () => void navigate({ to: '/' }),
  );
  const going = useMutation({
    mutationFn: async ({ folder, make, archive, from }: Order & { readonly from: string }) => {
      const { client } = bridge;
      const asked = await queryClient.ensureQueryData(systemInfoQuery(client));
      if (make !== undefined) await client.workspace.make({ folder, ...make });
      if (archive !== undefined) await client.workspace.import({ file: archive, folder });
      const { workspace } = await client.workspace.open({ folder });
      return { workspace, asked, from };
    },
    onSuccess: ({ workspace, asked, from }) =>
      workspace === asked.workspace.path
        ? navigate({ to: '/' })
        : next.wait({ from, since: asked.startedAt }),
  });
  return {
    go: (order) => going.mutate({ ...order, from: router.latestLocation.href }),
    isBusy: going.isPending || next.isWaiting,
    error: going.error ?? next.failure,
  };
}
