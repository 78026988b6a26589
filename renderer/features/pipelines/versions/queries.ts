import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { toChunks } from './diff-chunks.ts';
import type { Against } from './against.ts';

/** Texts that runs of a pipeline have run, the newest first; before them the file as it is, where none has run it. */
export function versionsQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: [...keys.pipelineVersions, name],
    queryFn: async ({ signal }) => {
      const [{ versions }, file] = await Promise.all([
        client.pipelines.versions({ name }, { signal }),
        client.pipelines.get({ name }, { signal }).catch((error: unknown) => {
          if (toProblem(error).code === 'NOT_FOUND') return null;
          throw error;
        }),
      ]);
      return { versions, fileHash: file?.hash ?? null };
    },
  });
}

/** What a hash stands for never changes. */
export function definitionQuery(client: EngineClient, name: string, hash: string) {
  return queryOptions({
    queryKey: ['pipeline-definition', name, hash],
    queryFn: async ({ signal }) => (await client.pipelines.definition({ name, hash }, { signal })).text,
    staleTime: Infinity,
  });
}

/** Line by line, from the older text to the newer one. */
export function definitionDiffQuery(client: EngineClient, name: string, from: string, to: Against) {
  const isFile = to === 'file';
  return queryOptions({
    queryKey: [...(isFile ? keys.pipelineFile(name) : ['pipeline-definition', name]), 'diff', from, to],
    queryFn: async ({ signal }) => {
      const target = isFile ? { file: true as const } : { hash: to };
      const found = await client.pipelines.compareDefinitions(
        { name, from: { hash: from }, to: target },
        { signal },
      );
      return { ...found, chunks: toChunks(found.lines) };
    },
  });
}
