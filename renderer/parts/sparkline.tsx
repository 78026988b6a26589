import type { MetricValue } from '#contract/entities.ts';

const width = 46;
const height = 16;
const inset = 2.5;
/** One lowest and one highest point for each step of the drawing: peaks are never lost. */
const buckets = 30;

type SparklineProps = {
  readonly values: readonly MetricValue[];
  readonly tone?: keyof typeof colors;
  readonly label: string;
};

const colors = { quiet: 'var(--st-ink4)', live: 'var(--st-run)', warn: 'var(--st-warn)' } as const;

/** The course of a metric in one word's space. Values that are not numbers leave gaps in nothing: they are left out. */
export function Sparkline({ values, tone = 'quiet', label }: SparklineProps) {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < 2) return <span />;
  const points = toPoints(thin(numbers));
  const end = points.at(-1);
  const color = colors[tone];
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <path
        d={`M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`}
        fill="none"
        stroke={color}
        strokeWidth="1.25"
        strokeLinejoin="round"
      />
      {end !== undefined && <circle cx={end.x} cy={end.y} r="2" fill={color} />}
    </svg>
  );
}

function thin(values: readonly number[]): readonly number[] {
  if (values.length <= buckets * 2) return values;
  const size = values.length / buckets;
  const kept = Array.from({ length: buckets }, (_, index) => {
    const part = values.slice(Math.floor(index * size), Math.floor((index + 1) * size));
    const [low, high] = [Math.min(...part), Math.max(...part)];
    return part.indexOf(low) < part.indexOf(high) ? [low, high] : [high, low];
  });
  return [...kept.flat(), values.at(-1) ?? 0];
}

export function toPoints(values: readonly number[]): readonly { x: number; y: number }[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // Halved before they are subtracted: the distance of the greatest numbers is none.
  const span = high / 2 - low / 2 || 1;
  return values.map((value, index) => ({
    x: inset + (index / (values.length - 1)) * (width - 2 * inset),
    y: high === low ? height / 2 : height - inset - ((value / 2 - low / 2) / span) * (height - 2 * inset),
  }));
}
