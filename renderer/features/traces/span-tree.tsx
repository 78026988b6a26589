import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Range } from '@tanstack/react-virtual';
import { IconArrowsMaximize, IconArrowsMinimize } from '@tabler/icons-react';
import { ActionIcon, Tooltip } from '@mantine/core';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Span } from '#contract/tracing.ts';
import { useApp, useStore } from '#renderer/app-context.ts';
import { useTicking } from '#renderer/parts/clock.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { buildSpanLines, foldable } from './span-lines.ts';
import { SpanRow } from './span-row.tsx';
import classes from './span-tree.module.css';
import { formatNs, ticksOf, timelineOf } from './timeline.ts';
import type { Tick, Timeline } from './timeline.ts';
import { useTreeKeys } from './use-tree-keys.ts';

const rowHeights = { compact: 24, standard: 28, roomy: 36 } as const;
const headHeight = 28;

type SpanTreeProps = {
  readonly label: string;
  readonly spans: readonly Span[];
  readonly chosenId: string | undefined;
  readonly onChoose: (spanId: string) => void;
};

/**
 * The spans of a trace, nested as they were called, each with its bar along the time of the whole. The tree itself holds
 * the focus and names its chosen row, so that thousands of rows need only those in view; choosing follows the arrows.
 */
export function SpanTree({ label, spans, chosenId, onChoose }: SpanTreeProps) {
  const { t } = useTranslation();
  const { settings } = useApp();
  const rowHeight = rowHeights[useStore(settings).density];
  const scroller = useRef<HTMLDivElement>(null);
  const treeId = useId();
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => buildSpanLines(spans, collapsed), [spans, collapsed]);
  const folds = useMemo(() => foldable(spans), [spans]);
  const { timeline, now } = useTimeline(spans);
  const chosenIndex = Math.max(
    0,
    lines.findIndex(({ span }) => span.spanId === chosenId),
  );
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => lines[index]?.span.spanId ?? index,
    overscan: 8,
    scrollPaddingStart: headHeight,
    paddingEnd: 12,
    // The chosen row stays in the page wherever the view is: the tree's active descendant must exist.
    rangeExtractor: (range: Range) =>
      [...new Set([...defaultRangeExtractor(range), chosenIndex])].sort((a, b) => a - b),
  });
  useEffect(() => virtualizer.measure(), [rowHeight, virtualizer]);
  useLayoutEffect(() => virtualizer.scrollToIndex(chosenIndex), [chosenIndex, virtualizer]);

  function toggle(spanId: string): void {
    const next = new Set(collapsed);
    if (!next.delete(spanId)) next.add(spanId);
    setCollapsed(next);
  }
  const range = virtualizer.range;
  const onKeyDown = useTreeKeys({
    lines,
    chosenIndex,
    pageRows: Math.max(1, (range?.endIndex ?? 0) - (range?.startIndex ?? 0) - 1),
    onChoose,
    onToggle: toggle,
  });
  if (spans.length === 0) return <p className={classes.none}>{t('traces.noSpans')}</p>;
  const chosenLine = lines[chosenIndex];
  const ticks = ticksOf(timeline);
  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        className={classes.tree}
        role="treegrid"
        aria-label={label}
        aria-rowcount={lines.length + 1}
        aria-activedescendant={chosenLine === undefined ? undefined : `${treeId}${chosenLine.span.spanId}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <TreeHead timeline={timeline}>
          {folds.length > 0 && (
            <FoldButton
              isFolded={collapsed.size > 0}
              onClick={() => setCollapsed(new Set(collapsed.size > 0 ? [] : folds))}
            />
          )}
        </TreeHead>
        <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => {
            const line = lines[index];
            if (line === undefined) return null;
            return (
              <SpanRow
                key={key}
                line={line}
                domId={`${treeId}${line.span.spanId}`}
                rowIndex={index + 2}
                top={start}
                height={rowHeight}
                isChosen={index === chosenIndex}
                timeline={timeline}
                tickPercent={ticks[1]?.left ?? 100}
                now={line.span.endNs === null ? now : 0}
                onChoose={onChoose}
                onToggle={toggle}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The time of the whole; it grows while a span goes on. */
function useTimeline(spans: readonly Span[]): { timeline: Timeline; now: number } {
  const goesOn = useMemo(() => spans.some(({ endNs }) => endNs === null), [spans]);
  const now = useTicking(1000, goesOn);
  const timeline = useMemo(() => timelineOf(spans, now), [spans, now]);
  return { timeline, now };
}

type TreeHeadProps = { readonly timeline: Timeline; readonly children: React.ReactNode };

function TreeHead({ timeline, children }: TreeHeadProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        <div role="columnheader" className={classes.headName}>
          {t('traces.span')}
          {children}
        </div>
        <div role="columnheader" className={classes.type}>
          {t('traces.type')}
        </div>
        <div role="columnheader" className={classes.axis} aria-label={t('traces.time')}>
          {readableTicks(timeline).map(({ atNs, left }) => (
            <span key={String(atNs)} className={classes.tick} style={{ left: `${String(left)}%` }}>
              {formatNs(atNs, locale, true)}
            </span>
          ))}
        </div>
        <div role="columnheader" className={classes.duration}>
          {t('runs.duration')}
        </div>
      </div>
    </div>
  );
}

/** Near the end there is no room for words: the line alone stands there. */
function readableTicks(timeline: Timeline): readonly Tick[] {
  return ticksOf(timeline).filter(({ left }) => left <= 80);
}

function FoldButton({ isFolded, onClick }: { isFolded: boolean; onClick: () => void }) {
  const { t } = useTranslation();
  const label = isFolded ? t('traces.expandAll') : t('traces.collapseAll');
  const Icon = isFolded ? IconArrowsMaximize : IconArrowsMinimize;
  return (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} onClick={onClick}>
        <Icon size={14} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}
