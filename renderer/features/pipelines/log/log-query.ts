import { queryOptions } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { addPiece, emptyTail, mostBytes } from './log-lines.ts';
import type { LogTail } from './log-lines.ts';
import type { LogSource } from './log-sources.ts';

export type LogTails = ReadonlyMap<string, LogTail>;

/** Around a place in the middle of a log so much is read, in bytes. */
const windowBytes = 512 * 1024;

type LogPlace = { readonly pipelineRunId: string; readonly sources: readonly LogSource[] };

/**
 * The ends of logs. Each reading goes on where the one before it stopped, so that a log that grows costs what it grows
 * by; logs that are over and read are not asked again.
 */
export function logTailsQuery(
  client: EngineClient,
  queryClient: QueryClient,
  { pipelineRunId, sources }: LogPlace,
) {
  const queryKey = [...keys.pipelineLog(pipelineRunId), 'tails', sources.map(({ id }) => id).join(',')];
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }): Promise<LogTails> => {
      const before = queryClient.getQueryData<LogTails>(queryKey);
      const share = Math.floor(mostBytes / Math.max(1, sources.length));
      const tails = await Promise.all(
        sources.map(async (source) => {
          const tail = before?.get(source.id);
          if (tail?.ended === true && tail.nextOffset >= tail.size) return [source.id, tail] as const;
          return [source.id, await readOn(client, pipelineRunId, source, tail, share, signal)] as const;
        }),
      );
      return new Map(tails);
    },
    // Lines are kept as they are: comparing megabytes to find what is equal would cost more than drawing anew.
    structuralSharing: false,
  });
}

async function readOn(
  client: EngineClient,
  pipelineRunId: string,
  source: LogSource,
  before: LogTail | undefined,
  most: number,
  signal: AbortSignal,
): Promise<LogTail> {
  const place = { pipelineRunId, taskId: source.taskId, mapIndex: source.mapIndex, try: source.try };
  const read = (offset: number) => client.pipelines.log({ ...place, offset }, { signal });
  let tail = before ?? emptyTail(0);
  let piece = await read(tail.nextOffset);
  // Of a long log the end alone is read; the line that it begins within is left out.
  const start = piece.size - most;
  if (before === undefined && start > piece.nextOffset) {
    piece = await read(start);
    const cut = piece.text.indexOf('\n') + 1;
    const from = piece.nextOffset - new TextEncoder().encode(piece.text.slice(cut)).length;
    tail = emptyTail(from);
    piece = { ...piece, text: piece.text.slice(cut) };
  }
  for (;;) {
    tail = addPiece(tail, piece, most);
    if (piece.nextOffset >= piece.size || piece.text === '') return tail;
    piece = await read(tail.nextOffset);
  }
}

/** A part of one log around a place that its end does not reach. */
export function logWindowQuery(
  client: EngineClient,
  pipelineRunId: string,
  source: LogSource,
  around: number,
) {
  return queryOptions({
    queryKey: ['pipeline-log-window', pipelineRunId, source.id, around],
    queryFn: async ({ signal }): Promise<LogTails> => {
      const place = { pipelineRunId, taskId: source.taskId, mapIndex: source.mapIndex, try: source.try };
      let tail = emptyTail(Math.max(0, around - windowBytes / 2));
      let isFirst = tail.from > 0;
      while (tail.nextOffset < around + windowBytes / 2) {
        const piece = await client.pipelines.log({ ...place, offset: tail.nextOffset }, { signal });
        if (piece.text === '') break;
        tail = addPiece(tail, piece);
        // It begins within a line.
        if (isFirst) tail = { ...tail, lines: tail.lines.slice(1), from: tail.lines[1]?.offset ?? tail.from };
        isFirst = false;
        if (piece.nextOffset >= piece.size) break;
      }
      return new Map([[source.id, tail]]);
    },
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Found in a whole log at most. */
export const mostMatches = 1000;

/** Where a text stands in a whole log, as offsets of lines: a log that is longer than what is shown is searched by the engine. */
export function logMatchesQuery(
  client: EngineClient,
  pipelineRunId: string,
  source: LogSource,
  text: string,
) {
  return queryOptions({
    queryKey: ['pipeline-log-matches', pipelineRunId, source.id, text],
    queryFn: async ({ signal }): Promise<readonly number[]> => {
      const place = { pipelineRunId, taskId: source.taskId, mapIndex: source.mapIndex, try: source.try };
      const found: number[] = [];
      let [offset, line] = [0, 1];
      while (found.length < mostMatches) {
        const maxMatches = mostMatches - found.length;
        const answer = await client.pipelines.searchLog(
          { ...place, text, offset, line, maxMatches },
          { signal },
        );
        found.push(...answer.matches.map((match) => match.offset));
        if (answer.isAll) break;
        [offset, line] = [answer.nextOffset, answer.nextLine];
      }
      return found;
    },
    staleTime: 5000,
  });
}
