import { useTranslation } from 'react-i18next';
import type { GateResult } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';

/** Moving the champion: at once, each with its inverse. */
export function useModelActs() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { registry } = bridge.client;
  const act = useAct();
  return {
    /** `before` is the champion until now; without one there is nothing to go back to. */
    promote: (
      name: string,
      version: number,
      reason: string,
      before: number | null,
      /** What the gates had found by then. */
      gates?: GateResult[],
    ) =>
      act({
        run: () => registry.promote({ name, version, reason, ...(gates === undefined ? {} : { gates }) }),
        done: t('models.promoted', { version }),
        ...(before === null
          ? {}
          : { undo: () => registry.rollback({ name, reason: t('models.undoReason') }) }),
      }),
    rollback: (name: string, reason: string, before: number | null) =>
      act({
        run: () => registry.rollback({ name, reason }),
        done: (model) => t('models.rolledBack', { version: model.champion?.version.version ?? '–' }),
        ...(before === null
          ? {}
          : { undo: () => registry.promote({ name, version: before, reason: t('models.undoReason') }) }),
      }),
    archive: (name: string) =>
      act({
        run: () => registry.archive({ name }),
        done: t('registry.archived', { name }),
        undo: () => registry.restore({ name }),
      }),
    restore: (name: string) =>
      act({
        run: () => registry.restore({ name }),
        done: t('registry.restored', { name }),
        undo: () => registry.archive({ name }),
      }),
    /** For good: asked before. */
    remove: (name: string) =>
      act({ run: () => registry.delete({ name }), done: t('registry.deleted', { name }) }),
  };
}
