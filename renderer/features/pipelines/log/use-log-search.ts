import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useApp } from '#renderer/app-context.ts';
import { findLines } from './log-lines.ts';
import { logMatchesQuery, mostMatches } from './log-query.ts';
import type { LogSource } from './log-sources.ts';
import type { LogView } from './use-log-view.ts';

export type LogSearch = {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** What is found, by the text that is settled. */
  readonly marked: string;
  readonly count: number;
  /** There may be more than are counted. */
  readonly isMost: boolean;
  readonly isSearching: boolean;
  /** The one that is shown, from 1; 0 before there is one. */
  readonly at: number;
  /** Its line among those of the view. */
  readonly line: number | null;
  readonly go: (by: 1 | -1) => void;
};

type Input = {
  readonly pipelineRunId: string;
  readonly sources: readonly LogSource[];
  readonly view: LogView;
  readonly onShow: (line: number) => void;
};

const settleMs = 200;

/**
 * Looks for a text: in the lines of the view as long as they are all there are, otherwise the engine goes through the
 * whole file, and what it found is read where it stands.
 */
export function useLogSearch({ pipelineRunId, sources, view, onShow }: Input): LogSearch {
  const { bridge } = useApp();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const marked = useDeferredValue(text);
  const settled = useSettled(text);
  const [only] = sources;
  const isWhole = view.cutSize === null && !view.isWindow;
  const local = useMemo(() => (isWhole ? findLines(view.lines, marked) : []), [isWhole, view.lines, marked]);
  const far = useQuery({
    ...logMatchesQuery(bridge.client, pipelineRunId, only ?? nowhere, settled),
    enabled: !isWhole && settled !== '' && only !== undefined,
  });
  const matches = isWhole ? local : (far.data ?? []);
  const place = matches[at - 1];
  const line = place === undefined ? null : isWhole ? place : lineOf(view, place);
  const show = useEffectEvent(() => {
    if (place === undefined) return;
    const found = isWhole ? place : view.lineAt(place);
    if (found !== null) onShow(found);
  });
  // Where the part around a match had to be read first, its line is shown once it is there.
  const begins = view.lines[0]?.offset;
  useEffect(() => show(), [at, place, view.isWindow, begins]);
  return {
    text,
    setText: (next) => {
      setText(next);
      setAt(0);
    },
    marked,
    count: matches.length,
    isMost: !isWhole && matches.length >= mostMatches,
    isSearching: far.isFetching,
    at,
    line,
    go: (by) => {
      if (matches.length === 0) return;
      // The newest lines are nearest: the first step goes to the last match.
      setAt(at === 0 ? (by > 0 ? 1 : matches.length) : ((at - 1 + by + matches.length) % matches.length) + 1);
    },
  };
}

function lineOf({ lines }: LogView, offset: number): number | null {
  const found = lines.findIndex((one) => one.offset === offset);
  return found < 0 ? null : found;
}

/** The text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

const nowhere: LogSource = { id: '', taskId: '', mapIndex: -1, try: 1, name: '' };
