import type { PairedComparison } from '#contract/comparison.ts';
import classes from './compare.module.css';

const width = 240;
const height = 26;
const margin = 8;

/** A scale that all intervals and zero share, in px of the drawing. */
export function intervalScale(items: readonly PairedComparison[]): (value: number) => number {
  const low = Math.min(0, ...items.map((item) => item.low));
  const high = Math.max(0, ...items.map((item) => item.high));
  const span = high - low || 1;
  return (value) => margin + ((value - low) / span) * (width - 2 * margin);
}

type IntervalMarkProps = {
  readonly item: PairedComparison;
  readonly color: string;
  readonly x: (value: number) => number;
};

/** The interval of one difference against zero. Filled: more than chance. The figures stand beside it. */
export function IntervalMark({ item, color, x }: IntervalMarkProps) {
  const middle = height / 2;
  const [low, high] = [x(item.low), x(item.high)];
  const ends = [low, high].map((end) => `M${end.toFixed(1)} ${String(middle - 4)}v8`).join('');
  return (
    <svg width={width} height={height} className={classes.interval} aria-hidden="true">
      <path className={classes.zero} d={`M${x(0).toFixed(1)} 0v${String(height)}`} />
      <path
        d={`M${low.toFixed(1)} ${String(middle)}H${high.toFixed(1)}${ends}`}
        stroke={color}
        strokeWidth={1.75}
        fill="none"
      />
      <rect
        x={x(item.difference) - 4}
        y={middle - 4}
        width={8}
        height={8}
        rx={1.5}
        stroke={color}
        strokeWidth={1.75}
        fill={item.verdict === 'unclear' ? 'var(--st-panel)' : color}
      />
    </svg>
  );
}
