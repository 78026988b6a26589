import { useTranslation } from 'react-i18next';
import type { PairedComparison } from '#contract/comparison.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useWidth } from '#renderer/parts/use-width.ts';
import classes from './compare.module.css';
import { formatSigned } from './format.ts';
import type { ShownRuns } from './shown-runs.ts';

type ForestPlotProps = {
  readonly items: readonly PairedComparison[];
  /** 100 for shares, whose differences are percentage points. */
  readonly scale: number;
  readonly nameOf: (runId: string) => string;
  readonly styleOf: ShownRuns['styleOf'];
};

const row = 44;
const foot = 24;
const label = 150;
const margin = 14;

/** The intervals below each other on one axis against zero. Filled marks are more than chance. */
export function ForestPlot({ items, scale, nameOf, styleOf }: ForestPlotProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [measure, width] = useWidth<HTMLDivElement>();
  const low = Math.min(0, ...items.map((item) => item.low * scale));
  const high = Math.max(0, ...items.map((item) => item.high * scale));
  const x = (value: number): number =>
    label + margin + ((value - low) / (high - low || 1)) * Math.max(40, width - label - 2 * margin);
  const height = items.length * row + foot;
  return (
    <div ref={measure} className={classes.forest} style={{ height }}>
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true">
          {roundSteps(low, high, Math.max(2, Math.floor((width - label) / 48))).map((tick) => (
            <g key={tick}>
              <line
                x1={x(tick)}
                x2={x(tick)}
                y1={0}
                y2={height - foot}
                className={Math.abs(tick) < 1e-12 ? classes.zero : classes.gridLine}
              />
              <text x={x(tick)} y={height - 8} textAnchor="middle">
                {formatSigned(tick, locale)}
              </text>
            </g>
          ))}
          {items.map((item, i) => {
            const y = i * row + row / 2;
            const { color } = styleOf(item.runId);
            const [from, to] = [x(item.low * scale), x(item.high * scale)];
            return (
              <g key={item.runId} stroke={color} strokeWidth={1.75} fill="none">
                <path
                  d={`M${String(from)} ${String(y)}H${String(to)}M${String(from)} ${String(y - 5)}v10M${String(to)} ${String(y - 5)}v10`}
                />
                <rect
                  x={x(item.difference * scale) - 5}
                  y={y - 5}
                  width={10}
                  height={10}
                  rx={2}
                  fill={item.verdict === 'unclear' ? 'var(--st-panel)' : color}
                />
              </g>
            );
          })}
        </svg>
      )}
      {items.map((item, i) => (
        <div
          key={item.runId}
          className={classes.forestLabel}
          style={{ top: i * row, height: row, width: label }}
        >
          <span className={classes.forestName} title={nameOf(item.runId)}>
            {nameOf(item.runId)}
          </span>
          <span className="sm g3">
            {item.fixed !== null && item.broken !== null
              ? t('compare.real.fixed', { fixed: item.fixed, broken: item.broken })
              : `${formatSigned(item.difference * scale, locale)} (n=${item.n.toLocaleString(locale)})`}
          </span>
        </div>
      ))}
    </div>
  );
}

function roundSteps(low: number, high: number, count: number): readonly number[] {
  const rough = (high - low || 1) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}
