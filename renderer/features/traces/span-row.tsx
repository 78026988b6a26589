import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import type { SpanLine } from './span-lines.ts';
import classes from './span-tree.module.css';
import { barOf, durationNs, formatNs } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { shapeByState, stateOfSpan } from './trace-facts.ts';

type SpanRowProps = {
  readonly line: SpanLine;
  readonly domId: string;
  readonly rowIndex: number;
  readonly top: number;
  readonly height: number;
  readonly isChosen: boolean;
  readonly timeline: Timeline;
  /** From one line of the time to the next. */
  readonly tickPercent: number;
  /** The time now for a span that goes on, in ms. */
  readonly now: number;
  readonly onChoose: (spanId: string) => void;
  readonly onToggle: (spanId: string) => void;
};

/** From this level on the number of the level stands before the name, so that names stay readable. */
const deepestIndent = 10;

export const SpanRow = memo(function SpanRow(props: SpanRowProps) {
  const { line, timeline, now, isChosen } = props;
  const { span } = line;
  const locale = useLocale();
  const state = stateOfSpan(span);
  const bar = barOf(span, timeline, now);
  function click({ target }: MouseEvent<HTMLElement>): void {
    if (target instanceof Element && target.closest('button') !== null) return;
    props.onChoose(span.spanId);
  }
  return (
    <div
      role="row"
      id={props.domId}
      aria-rowindex={props.rowIndex}
      aria-level={line.level}
      aria-expanded={line.expanded ?? undefined}
      aria-selected={isChosen}
      className={classes.row}
      data-state={state}
      style={{ height: props.height, transform: `translateY(${String(props.top)}px)` }}
      onClick={click}
    >
      <NameCell line={line} onToggle={props.onToggle} />
      <div role="gridcell" className={classes.type}>
        {span.type !== null && span.type !== 'UNKNOWN' && (
          <span className={classes.typeTag}>{span.type}</span>
        )}
      </div>
      <div
        role="gridcell"
        className={classes.axis}
        style={{ backgroundSize: `${String(props.tickPercent)}% 100%` }}
      >
        <span
          className={classes.bar}
          style={{ left: `${String(bar.left)}%`, width: `${String(bar.width)}%` }}
        />
      </div>
      <div role="gridcell" className={classes.duration}>
        {formatNs(durationNs(span, now), locale)}
      </div>
    </div>
  );
});

function NameCell({ line, onToggle }: Pick<SpanRowProps, 'line' | 'onToggle'>) {
  const { t } = useTranslation();
  const { span, level, expanded } = line;
  const state = stateOfSpan(span);
  const words = t(`traces.states.${state}`);
  const Chevron = expanded === true ? IconChevronDown : IconChevronRight;
  return (
    <div
      role="gridcell"
      className={classes.name}
      style={{ paddingLeft: 6 + Math.min(level - 1, deepestIndent) * 14 }}
      title={span.name}
    >
      {level - 1 > deepestIndent && <span className="g3 sm">{level}</span>}
      <button
        type="button"
        tabIndex={-1}
        className={classes.chevron}
        data-empty={expanded === null || undefined}
        disabled={expanded === null}
        aria-hidden="true"
        onClick={() => onToggle(span.spanId)}
      >
        <Chevron size={14} stroke={1.5} />
      </button>
      <StatusGlyph shape={shapeByState[state]} size={12} />
      <span className={classes.spanName}>{span.name}</span>
      <span className={state === 'OK' ? classes.unseen : classes.state}>{words}</span>
    </div>
  );
}
