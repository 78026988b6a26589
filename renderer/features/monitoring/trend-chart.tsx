import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatUnit } from '#renderer/parts/figures.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useWidth } from '#renderer/parts/use-width.ts';
import classes from './trend-chart.module.css';
import { deployMarks, limitStretches, makeTrendScale } from './trend-scale.ts';
import type { LimitStretch, PlotBox, TrendScale } from './trend-scale.ts';
import type { Trend, TrendPoint } from './trends.ts';
import { numberFormat } from '#renderer/parts/intl-formats.ts';

const height = 150;
/** Where the names of the ticks end: room for `0.795` beneath the panel's title. */
const labelsEnd = 44;
/** What the limit's name and value take; narrower stretches say them on their points. */
const labelWidth = 72;
/** Room that the name of a version takes beside its line. */
const deployWidth = 24;

type TrendChartProps = {
  readonly trend: Trend;
  /** The batch that the page is about. */ readonly chosen: number;
};

/** One measure over the newest batches: its limit, where it was over it, and which version scored. */
export function TrendChart({ trend, chosen }: TrendChartProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [measure, width] = useWidth<HTMLDivElement>();
  const newest = trend.points.findLast(({ value }) => value !== null);
  const figure = newest?.value == null ? '–' : formatUnit(newest.value, locale);
  return (
    <Panel
      title={t(`monitoring.trends.${trend.name}`)}
      aside={
        <span className={classes.figure} data-over={newest?.isOver || undefined}>
          {figure}
        </span>
      }
    >
      <p className={classes.sub}>{wordSub(trend, newest, t)}</p>
      <div ref={measure} className={classes.plot}>
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={wordTrend(trend, t, locale)}>
            <Plot trend={trend} chosen={chosen} width={width} />
          </svg>
        )}
      </div>
    </Panel>
  );
}

function wordSub({ name }: Trend, newest: TrendPoint | undefined, t: TFunction): string {
  if (name !== 'accuracy') return t(`monitoring.trends.${name}Sub`);
  if (newest === undefined) return t('monitoring.trends.accuracyNone');
  return t(`monitoring.trends.${newest.isWeak ? 'accuracyFew' : 'accuracySub'}`, { count: newest.n });
}

/** The drawing in words, for those who do not see it; the table of batches has every value. */
function wordTrend({ name, points }: Trend, t: TFunction, locale: string): string {
  const drawn = points.filter(({ value }) => value !== null);
  const newest = drawn.at(-1);
  const title = t(`monitoring.trends.${name}`);
  if (newest?.value == null) return `${title}: ${t('monitoring.trends.nothing')}`;
  const over = drawn.filter(({ isOver }) => isOver).length;
  const value = formatUnit(newest.value, locale);
  return [
    t('monitoring.trends.summary', {
      name: title,
      count: drawn.length,
      first: drawn[0]?.batchId,
      last: newest.batchId,
    }),
    newest.limit === null
      ? t('monitoring.trends.newest', { value })
      : t('monitoring.trends.newestLimit', { value, limit: formatUnit(newest.limit, locale) }),
    ...(over === 0 ? [] : [t('monitoring.trends.over', { count: over })]),
    ...deployMarks(points).map(({ version, batchId }) =>
      t('monitoring.trends.deployed', { version, batch: batchId }),
    ),
  ].join(' ');
}

type PlotProps = TrendChartProps & { readonly width: number };

function Plot({ trend, chosen, width }: PlotProps) {
  const locale = useLocale();
  const { points } = trend;
  const box: PlotBox = { left: labelsEnd + 14, right: width - 20, top: 20, bottom: height - 24 };
  const scale = makeTrendScale(points, box);
  const [start, end] = [box.left - 8, box.right + 8];
  const formatTick = tickFormat(scale.ticks, locale);
  return (
    <>
      {scale.ticks.map((tick, index) => (
        <g key={tick}>
          <path
            className={index === 0 ? classes.baseline : classes.grid}
            d={`M${String(start)} ${scale.y(tick).toFixed(1)}H${String(end)}`}
          />
          <text className={classes.tick} x={labelsEnd} y={scale.y(tick) + 4} textAnchor="end">
            {formatTick(tick)}
          </text>
        </g>
      ))}
      <Limits trend={trend} scale={scale} box={box} />
      <DeployMarks points={points} scale={scale} box={box} />
      <path className={classes.line} d={linePath(points, scale)} />
      <LimitNames trend={trend} scale={scale} box={box} />
      {points.map((point, index) => (
        <Mark
          key={point.batchId}
          point={point}
          index={index}
          scale={scale}
          isChosen={point.batchId === chosen}
        />
      ))}
      {tickIndexes(points.length).map((index) => (
        <text key={index} className={classes.tick} x={scale.x(index)} y={height - 7} textAnchor="middle">
          {points[index]?.batchId}
        </text>
      ))}
    </>
  );
}

type OverlayProps = { readonly scale: TrendScale; readonly box: PlotBox };

/** Each stretch of one limit, and the side of it on which values are bad. */
function Limits({ trend, scale, box }: OverlayProps & { trend: Trend }) {
  return limitStretches(trend.points).map((stretch) => {
    const [left, right] = edgesOf(stretch, trend, scale, box);
    const y = scale.y(stretch.limit);
    const [top, bottom] = trend.forbidden === 'above' ? [box.top, y] : [y, box.bottom];
    return (
      <g key={stretch.from}>
        <rect
          className={classes.forbidden}
          x={left}
          y={top}
          width={right - left}
          height={Math.max(0, bottom - top)}
        />
        <path className={classes.limit} d={`M${left.toFixed(1)} ${y.toFixed(1)}H${right.toFixed(1)}`} />
      </g>
    );
  });
}

/** The limits' names and values, over the course so that it does not run through them. */
function LimitNames({ trend, scale, box }: OverlayProps & { trend: Trend }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const isAbove = trend.forbidden === 'above';
  return limitStretches(trend.points).map((stretch) => {
    const [left, right] = edgesOf(stretch, trend, scale, box);
    if (right - left < labelWidth && stretch.from > 0) return null;
    return (
      <text
        key={stretch.from}
        className={classes.limitText}
        x={left + 4}
        y={scale.y(stretch.limit) + (isAbove ? -5 : 13)}
      >
        {t(isAbove ? 'monitoring.trends.limit' : 'monitoring.trends.floor', {
          value: formatUnit(stretch.limit, locale),
        })}
      </text>
    );
  });
}

/** Where a stretch begins and ends on screen: the outermost points reach to the edge of the plot. */
function edgesOf(
  { from, to }: LimitStretch,
  { points }: Trend,
  scale: TrendScale,
  box: PlotBox,
): [number, number] {
  const [start, end] = [box.left - 8, box.right + 8];
  if (points.length < 2) return [start, end];
  return [Math.max(start, scale.x(from)), Math.min(end, scale.x(to))];
}

function DeployMarks({ points, scale, box }: OverlayProps & { points: readonly TrendPoint[] }) {
  const { t } = useTranslation();
  const marks = deployMarks(points);
  return marks.map(({ at, version, batchId }, index) => {
    const next = marks[index + 1];
    // Where the next one stands close by, the name goes to the left of its line.
    const isTight = next !== undefined && scale.x(next.at) - scale.x(at) < deployWidth;
    return (
      <g key={batchId}>
        <path className={classes.deploy} d={`M${scale.x(at).toFixed(1)} 10V${String(box.bottom)}`} />
        <text
          className={classes.deployText}
          x={scale.x(at) + (isTight ? -4 : 4)}
          y={16}
          textAnchor={isTight ? 'end' : 'start'}
        >
          {t('monitoring.trends.version', { version })}
        </text>
      </g>
    );
  });
}

type MarkProps = {
  readonly point: TrendPoint;
  readonly index: number;
  readonly scale: TrendScale;
  readonly isChosen: boolean;
};

function Mark({ point, index, scale, isChosen }: MarkProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { value, limit, isOver, isWeak, batchId: batch, n } = point;
  if (value === null) return null;
  const [x, y] = [scale.x(index), scale.y(value)];
  const said = formatUnit(value, locale);
  const hint =
    limit === null
      ? t('monitoring.trends.point', { batch, value: said })
      : t('monitoring.trends.pointLimit', { batch, value: said, limit: formatUnit(limit, locale), n });
  return (
    <g>
      <title>{isWeak ? t('monitoring.trends.pointLabels', { batch, value: said, n }) : hint}</title>
      {isChosen && <circle className={classes.halo} cx={x} cy={y} r={8} />}
      {isOver ? (
        <path className={classes.over} d={`M${String(x)} ${String(y - 5.5)}l5.2 9.5h-10.4z`} />
      ) : (
        <circle className={isWeak ? classes.weak : classes.dot} cx={x} cy={y} r={isWeak ? 4 : 2.25} />
      )}
      <circle fill="transparent" cx={x} cy={y} r={10} />
    </g>
  );
}

/** The course, with a gap where a batch has no value. */
function linePath(points: readonly TrendPoint[], scale: TrendScale): string {
  let isDown = false;
  return points
    .map(({ value }, index) => {
      const deed = isDown ? 'L' : 'M';
      isDown = value !== null;
      return value === null ? '' : `${deed}${scale.x(index).toFixed(1)} ${scale.y(value).toFixed(1)}`;
    })
    .join('');
}

/** The first, the middle and the last. */
function tickIndexes(count: number): readonly number[] {
  if (count === 0) return [];
  const all = count < 3 ? [0, count - 1] : [0, Math.floor((count - 1) / 2), count - 1];
  return [...new Set(all)];
}

/** As many decimals as tell the ticks apart, the same for all of them. */
function tickFormat(ticks: readonly number[], locale: string): (tick: number) => string {
  const decimals =
    [1, 2].find((count) => ticks.every((tick) => Math.abs(tick - Number(tick.toFixed(count))) < 1e-9)) ?? 3;
  const format = numberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return (tick) => format.format(tick);
}
