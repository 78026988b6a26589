import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent, Ref, UIEvent } from 'react';
import { dateFormat } from '#renderer/parts/intl-formats.ts';
import { formatMoment } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { markParts } from './log-lines.ts';
import type { SourceLine } from './log-lines.ts';
import classes from './log.module.css';

export type LogListHandle = { readonly show: (line: number) => void; readonly focus: () => void };

type LogListProps = {
  readonly label: string;
  readonly lines: readonly SourceLine[];
  readonly follows: boolean;
  readonly onFollow: (follows: boolean) => void;
  readonly wraps: boolean;
  readonly showsTimes: boolean;
  /** Lines of several logs say whose they are. */
  readonly showsSource: boolean;
  readonly marked: string;
  readonly current: number | null;
  readonly empty: string;
  readonly ref: Ref<LogListHandle>;
};

const lineHeight = 20;
/** So near to the end counts as the end, in px. */
const nearEnd = 12;

/** The lines of a log, as many as there are: only those in view are drawn. */
export function LogList(props: LogListProps) {
  const { lines, follows, onFollow, wraps, current, ref } = props;
  const box = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 12,
    paddingStart: 8,
    paddingEnd: 8,
  });
  useImperativeHandle(ref, () => ({
    show: (line) => virtualizer.scrollToIndex(line, { align: 'center' }),
    focus: () => box.current?.focus(),
  }));
  useLayoutEffect(() => {
    if (follows && lines.length > 0) virtualizer.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follows, lines, virtualizer]);
  useEffect(() => virtualizer.measure(), [wraps, virtualizer]);

  /** A person who scrolls up wants to read; at the end the newest lines are wanted again. */
  function watch({ currentTarget: area }: UIEvent<HTMLElement>): void {
    const isUp = area.scrollTop < lastTop.current - 1;
    const isAtEnd = area.scrollTop + area.clientHeight >= area.scrollHeight - nearEnd;
    lastTop.current = area.scrollTop;
    if (isUp && !isAtEnd && follows) onFollow(false);
    else if (isAtEnd && !isUp && !follows) onFollow(true);
  }
  function goToEnds(event: KeyboardEvent): void {
    if (event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    if (event.key === 'Home') onFollow(false);
    virtualizer.scrollToIndex(event.key === 'Home' ? 0 : lines.length - 1);
  }
  return (
    <div
      ref={box}
      className={classes.list}
      role="region"
      aria-label={props.label}
      tabIndex={0}
      data-wraps={wraps || undefined}
      onScroll={watch}
      onKeyDown={goToEnds}
    >
      {lines.length === 0 && <p className={classes.empty}>{props.empty}</p>}
      <div className={classes.lines} style={{ height: virtualizer.getTotalSize() }} translate="no">
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const line = lines[index];
          return (
            line !== undefined && (
              <div
                key={key}
                data-index={index}
                ref={wraps ? virtualizer.measureElement : undefined}
                className={classes.line}
                data-level={line.level ?? undefined}
                data-current={index === current || undefined}
                style={{ transform: `translateY(${String(start)}px)` }}
              >
                {props.showsTimes && <LineTime line={line} />}
                {props.showsSource && <span className={classes.source}>{line.source}</span>}
                <span className={classes.text}>
                  <LineText text={line.text} marked={props.marked} />
                </span>
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function LineTime({ line: { at, hasTime } }: { line: SourceLine }) {
  const locale = useLocale();
  if (at === null || !hasTime) return <span className={classes.time} />;
  const format = dateFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 2,
  });
  return (
    <time className={classes.time} title={formatMoment(at)}>
      {format.format(at)}
    </time>
  );
}

/** A line is cut for drawing beyond this: nobody reads 100 kB in one line, and the copy has all of it. */
const mostLetters = 20_000;

function LineText({ text, marked }: { text: string; marked: string }) {
  const shown = text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text;
  if (marked === '') return shown;
  return markParts(shown, marked).map((part, i) => (i % 2 === 1 ? <mark key={i}>{part}</mark> : part));
}
