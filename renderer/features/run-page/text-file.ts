import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export type TextFile = {
  readonly text: string;
  /** bytes of the whole file */
  readonly size: number;
  /** Only its beginning was read. */
  readonly isCut: boolean;
};

/** A text file of a run, as far as one read goes. */
export function textFileQuery(client: EngineClient, runId: string, path: string) {
  return queryOptions({
    queryKey: [...keys.artifacts(runId), 'text', path],
    queryFn: async ({ signal }): Promise<TextFile> => {
      const { chunk, size, end } = await client.artifacts.read({ runId, path }, { signal });
      return { text: await chunk.text(), size, isCut: !end };
    },
  });
}
