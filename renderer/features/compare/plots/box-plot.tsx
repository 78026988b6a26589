import { useTranslation } from 'react-i18next';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { boxStats } from './box-stats.ts';
import type { Dim } from './dims.ts';
import { PointPlot } from './point-plot.tsx';
import type { PlotChoice } from './plot-settings.ts';
import classes from './plots.module.css';
import { scaleOf, wordDim } from './scales.ts';

type BoxPlotProps = Omit<React.ComponentProps<typeof PointPlot>, 'children'>;

/** How a metric is spread in each group: boxes with the runs themselves over them, and n beneath. */
export function BoxPlot(props: BoxPlotProps) {
  const { choice, area, places } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  const groups = groupDim(choice, t('compare.plots.allRuns'), locale);
  const [toX, toY] = [scaleOf(groups, false).toShare, scaleOf(choice.y, choice.isLogY).toShare];
  const words = groups.words ?? [];
  const half = Math.min(38, (area.across / Math.max(1, words.length)) * 0.32);
  const y = (value: number): number => area.top + (1 - toY(value)) * area.down;
  const counted = words.map((word, place) => {
    const values = places.flatMap((run) => {
      const value = choice.y.values[run];
      return groups.values[run] === place && value != null ? [value] : [];
    });
    return { word, place, stats: boxStats(values) };
  });
  const named: Dim = {
    ...groups,
    words: counted.map(({ word, stats }) => t('compare.plots.groupN', { word, n: stats?.n ?? 0 })),
  };
  return (
    <PointPlot {...props} choice={{ ...choice, x: named, isLogX: false }}>
      {counted.map(({ place, stats }) => {
        if (stats === null) return null;
        const x = area.left + toX(place) * area.across;
        return (
          <g key={place}>
            <path
              className={classes.whisker}
              d={`M${String(x)} ${String(y(stats.low))}V${String(y(stats.q1))}M${String(x)} ${String(y(stats.q3))}V${String(y(stats.high))}M${String(x - 8)} ${String(y(stats.low))}h16M${String(x - 8)} ${String(y(stats.high))}h16`}
            />
            <rect
              className={classes.box}
              x={x - half}
              y={y(stats.q3)}
              width={half * 2}
              height={Math.max(1, y(stats.q1) - y(stats.q3))}
              rx={2}
            />
            <line
              className={classes.median}
              x1={x - half}
              x2={x + half}
              y1={y(stats.median)}
              y2={y(stats.median)}
            />
          </g>
        );
      })}
    </PointPlot>
  );
}

/** The groups as words, also where they are numbers; all runs in one without a group. */
function groupDim({ group }: PlotChoice, all: string, locale: string): Dim {
  if (group === undefined)
    return {
      id: 'all',
      key: '',
      isMetric: false,
      values: Array<number>(500).fill(0),
      words: [all],
      min: 0,
      max: 0,
      canLog: false,
    };
  if (group.words !== null) return group;
  const numbers = [...new Set(group.values.filter((value) => value !== null))].sort((a, b) => a - b);
  return {
    ...group,
    values: group.values.map((value) => (value === null ? null : numbers.indexOf(value))),
    words: numbers.map((value) => wordDim(group, value, locale)),
    min: 0,
    max: numbers.length - 1,
    canLog: false,
  };
}
