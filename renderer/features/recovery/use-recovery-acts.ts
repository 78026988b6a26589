import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';

export type RecoveryActs = {
  readonly backUp: () => void;
  readonly isBackingUp: boolean;
  /** Checks the database, or the backup of that file. */
  readonly check: (backup?: string) => void;
  /** The file that is being checked; an empty text is the database. */
  readonly checking: string | null;
};

export function useRecoveryActs(): RecoveryActs {
  const { t } = useTranslation();
  const { bridge, toasts } = useApp();
  const act = useAct();
  const locale = useLocale();
  const { client } = bridge;
  const backingUp = useMutation({
    mutationFn: () =>
      act({
        run: () => client.workspace.backup({}),
        done: ({ bytes }) => t('toasts.backedUp', { size: formatBytes(bytes, locale) }),
      }),
  });
  const checking = useMutation({
    mutationFn: async (backup: string) => {
      await act({
        run: () => client.workspace.check(backup === '' ? {} : { backup }),
        done: ({ problems }) =>
          problems.length === 0
            ? t('recovery.foundWhole')
            : t('recovery.foundDamaged', { what: problems[0] }),
      });
    },
    onError: () => toasts.show({ tone: 'problem', text: t('recovery.checkFailed'), undo: null }),
  });
  return {
    backUp: () => backingUp.mutate(),
    isBackingUp: backingUp.isPending,
    check: (backup = '') => checking.mutate(backup),
    checking: checking.isPending ? checking.variables : null,
  };
}
