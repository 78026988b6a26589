import { useTranslation } from 'react-i18next';
import type { Tag } from '#contract/entities.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';

/** What people change of a version: its words and its tags, each with its inverse. */
export function useVersionActs({ name, version, description: before }: ModelVersion) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { registry } = bridge.client;
  const act = useAct();
  return {
    describe: (description: string) =>
      act({
        run: () => registry.updateVersion({ name, version, description }),
        done: t('registry.version.described'),
        undo: () => registry.updateVersion({ name, version, description: before }),
      }),
    setTag: (tag: Tag, old: Tag | undefined) =>
      act({
        run: () => registry.setVersionTag({ name, version, ...tag }),
        done: t('registry.version.tagSet', { key: tag.key }),
        undo: () =>
          old === undefined
            ? registry.deleteVersionTag({ name, version, key: tag.key })
            : registry.setVersionTag({ name, version, ...old }),
      }),
    deleteTag: (tag: Tag) =>
      act({
        run: () => registry.deleteVersionTag({ name, version, key: tag.key }),
        done: t('registry.version.tagDeleted', { key: tag.key }),
        undo: () => registry.setVersionTag({ name, version, ...tag }),
      }),
  };
}
