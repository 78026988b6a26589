import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';
import type { RunPair } from './run-pair.tsx';

const idsOf = ([first, second]: RunPair): [string, string] => [first.runId, second.runId];

/** The files of two runs. Files that arrive make what was read of them stale. */
export function filesQuery(client: EngineClient, pair: RunPair) {
  const runs = idsOf(pair);
  return queryOptions({
    queryKey: [...keys.comparison, 'files', 'list', runs],
    queryFn: ({ signal }) => client.comparison.files({ runs }, { signal }),
  });
}

export function fileDiffQuery(client: EngineClient, pair: RunPair, path: string, as: 'table' | 'text') {
  const runs = idsOf(pair);
  return queryOptions({
    queryKey: [...keys.comparison, 'files', 'diff', runs, path, as],
    queryFn: ({ signal }) => client.comparison.fileDiff({ runs, path, as }, { signal }),
    gcTime: 60_000,
  });
}

export function configDiffQuery(client: EngineClient, pair: RunPair) {
  const runs = idsOf(pair);
  return queryOptions({
    queryKey: [...keys.comparison, 'read', 'config', runs],
    queryFn: ({ signal }) => client.comparison.configDiff({ runs }, { signal }),
  });
}

/** Pictures beyond this are not shown: they would fill the memory of the window. */
const mostPictureBytes = 32 * 1024 * 1024;

/** The bytes of a picture; nothing is kept once it is left. */
export function pictureQuery(client: EngineClient, runId: string, path: string) {
  return queryOptions({
    queryKey: [...keys.artifacts(runId), 'picture', path],
    queryFn: async ({ signal }): Promise<Blob> => {
      const pieces: Blob[] = [];
      for (let offset = 0; offset < mostPictureBytes;) {
        const { chunk, end } = await client.artifacts.read({ runId, path, offset }, { signal });
        pieces.push(chunk);
        offset += chunk.size;
        if (end || chunk.size === 0) break;
      }
      return new Blob(pieces);
    },
    gcTime: 0,
  });
}
