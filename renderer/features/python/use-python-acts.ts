import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { patiently } from './patiently.ts';
import { interpretersQuery } from './queries.ts';

/** What a person can do about Pythons and their environments. */
export function usePythonActs() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { python, pipelines } = bridge.client;
  const queries = useQueryClient();
  const act = useAct();
  const isMaking = async (): Promise<boolean> =>
    (await python.environments({})).environments.some(({ state }) => state === 'preparing');
  return {
    lookAgain: async () => {
      const { interpreters } = await python.interpreters({ refresh: true });
      queries.setQueryData(interpretersQuery(bridge.client).queryKey, interpreters);
    },
    /** Finds or makes the Python of a version, and lets what failed for want of it try again. */
    prepare: (name: string, version: number) =>
      act({
        run: () => patiently(() => python.prepare({ model: `models:/${name}/${String(version)}` }), isMaking),
        done: (prepared) => t('python.prepared', { version: prepared.version, number: version }),
      }),
    /** Makes the environment of a pipeline's tasks, so that its first run need not. */
    preparePipeline: (name: string) =>
      act({
        run: () => patiently(() => pipelines.preparePython({ name }), isMaking),
        done: (prepared) => t('python.ofTasks.prepared', { name, version: prepared.version ?? '' }),
      }),
    cancel: (id: string) => act({ run: () => python.cancel({ id }), done: t('python.stopped') }),
    remove: (id: string) => act({ run: () => python.remove({ id }), done: t('python.deleted') }),
    forget: (id: string) => act({ run: () => python.remove({ id }), done: t('python.forgotten') }),
  };
}
