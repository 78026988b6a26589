import { useTranslation } from 'react-i18next';
import type { Experiment, Tag } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';

type Named = Pick<Experiment, 'experimentId' | 'name'>;

/** What can be done to an experiment: at once, with a way back wherever there is one. */
export function useExperimentActs() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { experiments } = bridge.client;
  const locale = useLocale();
  const act = useAct();
  return {
    rename: ({ experimentId, name }: Named, next: string) =>
      act({
        run: () => experiments.update({ experimentId, name: next }),
        undo: () => experiments.update({ experimentId, name }),
        done: t('toasts.experimentRenamed', { name: next }),
      }),
    remove: ({ experimentId, name }: Named) =>
      act({
        run: () => experiments.delete({ experimentId }),
        undo: () => experiments.restore({ experimentId }),
        done: t('toasts.experimentDeleted', { name }),
      }),
    restore: ({ experimentId, name }: Named) =>
      act({
        run: () => experiments.restore({ experimentId }),
        undo: () => experiments.delete({ experimentId }),
        done: t('toasts.experimentRestored', { name }),
      }),
    purge: ({ experimentId }: Named) =>
      act({
        run: () => experiments.purge({ experimentId }),
        done: ({ freedBytes }) => t('toasts.purged', { size: formatBytes(freedBytes, locale) }),
      }),
    setTag: ({ experimentId }: Named, { key, value }: Tag, before: Tag | undefined) =>
      act({
        run: () => experiments.setTag({ experimentId, key, value }),
        undo: () =>
          before === undefined
            ? experiments.deleteTag({ experimentId, key })
            : experiments.setTag({ experimentId, ...before }),
        done: t('toasts.tagSet', { key }),
      }),
    deleteTag: ({ experimentId }: Named, tag: Tag) =>
      act({
        run: () => experiments.deleteTag({ experimentId, key: tag.key }),
        undo: () => experiments.setTag({ experimentId, ...tag }),
        done: t('toasts.tagDeleted', { key: tag.key }),
      }),
  };
}
