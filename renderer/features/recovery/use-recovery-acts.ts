import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useTellProblem } from '#renderer/parts/use-tell-problem.ts';

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
  const tellProblem = useTellProblem();
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
    mutationFn: (backup: string) => client.workspace.check(backup === '' ? {} : { backup }),
    onSuccess: ({ problems: [what] }) =>
      toasts.show(
        what === undefined
          ? { tone: 'done', text: t('recovery.foundWhole'), undo: null }
          : { tone: 'problem', text: t('recovery.foundDamaged', { what }), undo: null },
      ),
    onError: tellProblem,
  });
  return {
    backUp: () => backingUp.mutate(),
    isBackingUp: backingUp.isPending,
    check: (backup = '') => checking.mutate(backup),
    checking: checking.isPending ? checking.variables : null,
  };
}
