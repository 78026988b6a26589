import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** A folder with an MLmodel file: among the files of the run, or of a logged model. */
export type ModelFolder = {
  readonly label: string;
  readonly source: { readonly source: string; readonly modelId?: string };
};

/** What of a run can be registered. */
export function modelFoldersQuery(client: EngineClient, runId: string) {
  return queryOptions({
    queryKey: [...keys.artifacts(runId), 'model-folders'],
    queryFn: async ({ signal }): Promise<readonly ModelFolder[]> => {
      const [{ models }, paths] = await Promise.all([
        client.loggedModels.search({ runId }, { signal }),
        modelPaths(client, runId, signal),
      ]);
      return [
        ...models
          .filter(({ status }) => status === 'READY')
          .map(({ name, modelId }) => ({
            label: models.filter((model) => model.name === name).length > 1 ? `${name} (${modelId})` : name,
            source: { source: `models:/${modelId}`, modelId },
          })),
        ...paths.map((path) => ({ label: `${path}/`, source: { source: `runs:/${runId}/${path}` } })),
      ];
    },
  });
}

/** Folders that are looked into, at each of the two levels. */
const mostFolders = 50;

/** Folders of the run, at its top and one below, that hold a model. */
export async function modelPaths(
  client: EngineClient,
  runId: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const look = async (path: string): Promise<{ holdsModel: boolean; folders: readonly string[] }> => {
    const { files } = await client.artifacts.list({ runId, path }, { signal });
    return {
      holdsModel: files.some((entry) => entry.path === `${path}/MLmodel`),
      folders: files.filter(({ isFolder }) => isFolder).map((entry) => entry.path),
    };
  };
  const top = (await look('')).folders.slice(0, mostFolders);
  const looked = await Promise.all(top.map(look));
  // A model's own folders hold its parts, not other models.
  const below = looked.flatMap((one) => (one.holdsModel ? [] : one.folders)).slice(0, mostFolders);
  const lookedBelow = await Promise.all(below.map(look));
  return [
    ...top.filter((_, index) => looked[index]?.holdsModel),
    ...below.filter((_, index) => lookedBelow[index]?.holdsModel),
  ];
}
