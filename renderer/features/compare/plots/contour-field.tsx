import { useMemo } from 'react';
import { fillField, traceLines, type Sample } from './contour.ts';
import type { PlotArea } from './plot-axes.tsx';
import type { PlotChoice } from './plot-settings.ts';
import classes from './plots.module.css';
import type { Ramp } from './ramp.ts';
import { scaleOf } from './scales.ts';

type ContourFieldProps = {
  readonly choice: PlotChoice;
  readonly area: PlotArea;
  readonly places: readonly number[];
  readonly ramp: Ramp;
};

const bands = 9;
/** Fewer runs than this say nothing of what lies between them. */
export const fewestForContour = 4;

/** The height between the runs in bands of colour, with a line between bands. */
export function ContourField({ choice, area, places, ramp }: ContourFieldProps) {
  const { fills, lines } = useMemo(() => drawField(choice, area, places), [choice, area, places]);
  return (
    <g opacity={0.55}>
      {fills.map((path, band) => (
        <path key={`fill ${String(band)}`} d={path} fill={ramp.at(band / (bands - 1))} />
      ))}
      {lines.map((path, level) => (
        <path key={`line ${String(level)}`} d={path} className={classes.iso} />
      ))}
    </g>
  );
}

export function samplesOf(
  { x, y, z, isLogX, isLogY }: PlotChoice,
  places: readonly number[],
): readonly Sample[] {
  const [toX, toY, toZ] = [scaleOf(x, isLogX).toShare, scaleOf(y, isLogY).toShare, scaleOf(z, false).toShare];
  return places.flatMap((place) => {
    const [a, b, c] = [x.values[place], y.values[place], z.values[place]];
    return a == null || b == null || c == null ? [] : [{ x: toX(a), y: toY(b), z: toZ(c) }];
  });
}

function drawField(choice: PlotChoice, area: PlotArea, places: readonly number[]) {
  const samples = samplesOf(choice, places);
  if (samples.length < fewestForContour) return { fills: [], lines: [] };
  const field = fillField(samples);
  const fills = Array.from({ length: bands }, () => '');
  const { size, cells } = field;
  const px = (x: number): string => (area.left + x * area.across).toFixed(1);
  const py = (y: number): string => (area.top + (1 - y) * area.down).toFixed(1);
  const bandOf = (cell: number | null | undefined): number =>
    cell == null ? -1 : Math.min(bands - 1, Math.max(0, Math.floor(cell * bands)));
  // A touch higher than the cell, or hair lines would show between rows.
  const high = (area.down / size + 0.5).toFixed(1);
  for (let row = 0; row < size; row++) {
    let from = 0;
    while (from < size) {
      const band = bandOf(cells[row * size + from]);
      let to = from + 1;
      while (to < size && bandOf(cells[row * size + to]) === band) to++;
      if (band >= 0)
        fills[band] +=
          `M${px(from / size)} ${py((row + 1) / size)}H${px(to / size)}v${high}H${px(from / size)}z`;
      from = to;
    }
  }
  const lines = Array.from({ length: bands - 1 }, (_, i) =>
    traceLines(field, (i + 1) / bands)
      .map(([x1, y1, x2, y2]) => `M${px(x1)} ${py(y1)}L${px(x2)} ${py(y2)}`)
      .join(''),
  );
  return { fills, lines };
}
