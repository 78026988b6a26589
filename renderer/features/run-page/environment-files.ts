import { queryOptions } from '@tanstack/react-query';
import type { ArtifactEntry } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { modelPaths } from './model-folders.ts';

const names = ['requirements.txt', 'conda.yaml', 'python_env.yaml'];

/** The files that say what the run needs: beside its models, and at the top. */
export function environmentFilesQuery(client: EngineClient, runId: string) {
  return queryOptions({
    queryKey: [...keys.artifacts(runId), 'environment'],
    queryFn: async ({ signal }): Promise<readonly ArtifactEntry[]> => {
      const folders = ['', ...(await modelPaths(client, runId, signal)).slice(0, 5)];
      const lists = await Promise.all(
        folders.map((path) => client.artifacts.list({ runId, path }, { signal })),
      );
      return lists.flatMap(({ files }) =>
        files.filter(({ path }) => names.includes(path.slice(path.lastIndexOf('/') + 1))),
      );
    },
  });
}
