import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useApp } from '#renderer/app-context.ts';
import { allLines, firstFrom, mergeLogs } from './log-lines.ts';
import type { SourceLine } from './log-lines.ts';
import { logTailsQuery, logWindowQuery } from './log-query.ts';
import type { LogTails } from './log-query.ts';
import type { LogSource } from './log-sources.ts';

export type LogView = {
  readonly lines: readonly SourceLine[];
  readonly isRead: boolean;
  readonly error: unknown;
  /** Of one log whose beginning is not shown: the bytes of all of it. */
  readonly cutSize: number | null;
  /** A part from the middle is shown, not the end. */
  readonly isWindow: boolean;
  /** The line of the log that begins at an offset; null where another part has to be read first, which this asks for. */
  readonly lineAt: (offset: number) => number | null;
  readonly showEnd: () => void;
};

const none: readonly SourceLine[] = [];

/** The lines of one log or of several: their ends, live, or a part from the middle that was looked for. */
export function useLogView(pipelineRunId: string, sources: readonly LogSource[]): LogView {
  const { bridge } = useApp();
  const queryClient = useQueryClient();
  const [around, setAround] = useState<number | null>(null);
  const tails = useQuery({
    ...logTailsQuery(bridge.client, queryClient, { pipelineRunId, sources }),
    // While other logs are read, those of before stay: a pane that empties with each step would flicker.
    placeholderData: keepPreviousData,
  });
  const only = sources.length === 1 ? sources[0] : undefined;
  const part = useQuery({
    ...logWindowQuery(bridge.client, pipelineRunId, only ?? nowhere, around ?? 0),
    enabled: around !== null && only !== undefined,
  });
  const shown = around !== null && part.data !== undefined ? part.data : tails.data;
  const lines = useMemo(() => linesOf(shown, sources), [shown, sources]);
  const end = endOf(tails.data, only);
  return {
    lines,
    isRead: tails.data !== undefined && !tails.isPlaceholderData,
    error: tails.error ?? part.error,
    cutSize: end.from === 0 ? null : end.size,
    isWindow: around !== null,
    lineAt: (offset) => {
      if (isWithin(lines, offset)) return firstFrom(lines, offset);
      setAround(offset >= end.from ? null : offset);
      return null;
    },
    showEnd: () => setAround(null),
  };
}

/** Of one log where its shown end begins, and how long it is. */
function endOf(tails: LogTails | undefined, only: LogSource | undefined): { from: number; size: number } {
  return tails?.get(only?.id ?? '') ?? { from: 0, size: 0 };
}

function linesOf(tails: LogTails | undefined, sources: readonly LogSource[]): readonly SourceLine[] {
  if (tails === undefined) return none;
  return mergeLogs(
    sources.flatMap(({ id, name }) => {
      const tail = tails.get(id);
      return tail === undefined ? [] : [{ source: name, lines: allLines(tail) }];
    }),
  );
}

function isWithin(lines: readonly SourceLine[], offset: number): boolean {
  const [first, last] = [lines[0], lines.at(-1)];
  return first !== undefined && last !== undefined && offset >= first.offset && offset <= last.offset;
}

const nowhere: LogSource = { id: '', taskId: '', mapIndex: -1, try: 1, name: '' };
