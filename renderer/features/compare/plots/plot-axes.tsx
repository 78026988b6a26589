import type { PlotChoice } from './plot-settings.ts';
import classes from './plots.module.css';
import { scaleOf, ticksOf } from './scales.ts';

/** A picture and the part of it that values are drawn in, in px. */
export type PlotArea = {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly across: number;
  readonly down: number;
};

export function layOutPlot(width: number, height: number): PlotArea {
  const [left, top, right, bottom] = [64, 22, 24, 38];
  return {
    width,
    height,
    left,
    top,
    across: Math.max(40, width - left - right),
    down: height - top - bottom,
  };
}

type PlotAxesProps = {
  readonly choice: Pick<PlotChoice, 'x' | 'y' | 'isLogX' | 'isLogY'>;
  readonly area: PlotArea;
  readonly locale: string;
};

/** Horizontal lines, ticks on both sides, and what the sides stand for. */
export function PlotAxes({ choice: { x, y, isLogX, isLogY }, area, locale }: PlotAxesProps) {
  const [toX, toY] = [scaleOf(x, isLogX).toShare, scaleOf(y, isLogY).toShare];
  const ground = area.top + area.down;
  return (
    <g>
      {ticksOf(y, isLogY, 6, locale).map(({ value, text }) => {
        const at = area.top + (1 - toY(value)) * area.down;
        return (
          <g key={value}>
            <line className={classes.grid} x1={area.left} x2={area.left + area.across} y1={at} y2={at} />
            <text x={area.left - 8} y={at + 4} textAnchor="end">
              {shorten(text, 9)}
            </text>
          </g>
        );
      })}
      {ticksOf(x, isLogX, Math.max(2, Math.floor(area.across / 110)), locale).map(({ value, text }) => (
        <text key={value} x={area.left + toX(value) * area.across} y={ground + 16} textAnchor="middle">
          {shorten(text, 18)}
        </text>
      ))}
      <line className={classes.ground} x1={area.left} x2={area.left + area.across} y1={ground} y2={ground} />
      <text className={classes.axisName} x={area.left} y={12}>
        {y.key}
      </text>
      <text className={classes.axisName} x={area.left + area.across} y={area.height - 6} textAnchor="end">
        {x.key}
      </text>
    </g>
  );
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
