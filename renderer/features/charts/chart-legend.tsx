import { useTranslation } from 'react-i18next';
import { useStore } from '#renderer/app-context.ts';
import { mainValues, nearestPlace, type ChartLine } from '#renderer/parts/charts/chart-line.ts';
import { columnDecimals, formatMetric } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './charts.module.css';
import type { DecodedLine } from './queries.ts';
import type { ChartScene } from './scene.ts';

/** More names than these would fill the chart. */
const mostNames = 9;

type ChartLegendProps = {
  readonly scene: ChartScene;
  readonly lines: readonly DecodedLine[];
  readonly dressed: readonly ChartLine[];
};

/** Each line with its value: under the crosshair, otherwise the last one. */
export function ChartLegend({ scene, lines, dressed }: ChartLegendProps) {
  const { t } = useTranslation();
  const at = useStore(scene.crosshair);
  const shown =
    dressed.length > mostNames ? dressed.filter(({ token }) => token !== 'ink4').slice(0, 1) : dressed;
  return (
    <div className={classes.legend}>
      {shown.map((line) => (
        <span key={line.id} className={classes.legendItem}>
          <Swatch line={line} />
          {line.label}
          <ValueAt line={line} at={at} />
        </span>
      ))}
      {dressed.length > mostNames && (
        <span className="g3">{t('charts.lines', { count: dressed.length })}</span>
      )}
      <NonFinite lines={lines} />
    </div>
  );
}

function Swatch({ line }: { readonly line: ChartLine }) {
  return (
    <svg width="14" height="4" aria-hidden="true">
      <line
        x1="0"
        x2="14"
        y1="2"
        y2="2"
        stroke={`var(--st-${line.token})`}
        strokeWidth="2"
        strokeDasharray={line.dash.join(' ')}
      />
    </svg>
  );
}

function ValueAt({ line, at }: { readonly line: ChartLine; readonly at: number | null }) {
  const locale = useLocale();
  const values = mainValues(line);
  const place = at === null ? lastFinite(values) : nearestPlace(line.xs, at);
  const raw = line.ys[place];
  const value = values[place];
  if (raw === undefined || value === undefined) return null;
  const text = Number.isFinite(value)
    ? formatMetric(value, columnDecimals([value]), locale)
    : Number.isNaN(raw)
      ? 'NaN'
      : formatMetric(raw > 0 ? 'Infinity' : '-Infinity', 0, locale);
  return <span className={classes.legendValue}>{text}</span>;
}

function lastFinite(values: Float64Array): number {
  const place = values.findLastIndex((value) => Number.isFinite(value));
  return place === -1 ? values.length - 1 : place;
}

/** What cannot stand on the line is said, and marked at the edge. */
function NonFinite({ lines }: { readonly lines: readonly DecodedLine[] }) {
  const { t } = useTranslation();
  const nan = lines.reduce((sum, line) => sum + line.nonFinite.nan, 0);
  const infinite = lines.reduce((sum, line) => sum + line.nonFinite.up + line.nonFinite.down, 0);
  return (
    <>
      {nan > 0 && <span className={classes.odd}>{t('charts.nan', { count: nan })}</span>}
      {infinite > 0 && <span className={classes.odd}>{t('charts.infinite', { count: infinite })}</span>}
    </>
  );
}
