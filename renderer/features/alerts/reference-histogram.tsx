import { useTranslation } from 'react-i18next';
import type { Alert, BatchCheck } from '#contract/monitoring.ts';
import { formatFigure } from '#renderer/parts/figures.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useWidth } from '#renderer/parts/use-width.ts';
import classes from './alerts.module.css';
import { formatSignal, limitOf } from './word-alert.ts';

const height = 148;
const ground = 122;
const top = 40;
const side = 12;

type ReferenceHistogramProps = { readonly alert: Alert; readonly check: BatchCheck };

/** What the resampled reference looks like at the batch's size, the limit that it gives, and where the batch lies. */
export function ReferenceHistogram({ alert, check }: ReferenceHistogramProps) {
  const { t } = useTranslation();
  const [measure, width] = useWidth<HTMLDivElement>();
  const { histogram } = check;
  if (histogram === null) return <p className="g3 sm">{t('alerts.noHistogram')}</p>;
  return (
    <div ref={measure} className={classes.histogram}>
      {width > 0 && <Bars alert={alert} histogram={histogram} width={width} n={check.n} />}
    </div>
  );
}

type BarsProps = {
  readonly alert: Alert;
  readonly histogram: NonNullable<BatchCheck['histogram']>;
  readonly width: number;
  readonly n: number;
};

function Bars({ alert, histogram, width, n }: BarsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const limit = limitOf(alert);
  const scale = makeScale([histogram.from, histogram.to, alert.value, limit ?? alert.value], width);
  const most = Math.max(1, ...histogram.counts);
  const binWidth = (histogram.to - histogram.from) / histogram.counts.length;
  const figure = (value: number): string => formatSignal(alert.signal, value, locale);
  const label = t('alerts.histogram', {
    from: figure(histogram.from),
    to: figure(histogram.to),
    value: figure(alert.value),
    limit: limit === null ? '–' : figure(limit),
  });
  const valueX = scale.x(alert.value);
  const middle = scale.x((histogram.from + histogram.to) / 2);
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      {limit !== null && (
        <Forbidden limit={limit} isUpper={alert.value >= limit} scale={scale} width={width} />
      )}
      {histogram.counts.map((count, index) => {
        const left = scale.x(histogram.from + index * binWidth);
        const right = scale.x(histogram.from + (index + 1) * binWidth);
        const tall = (count / most) * (ground - top - 22);
        return (
          <rect
            key={index}
            className={classes.bin}
            x={left + 0.5}
            y={ground - tall}
            width={Math.max(1, right - left - 1)}
            height={tall}
          />
        );
      })}
      <path className={classes.baseline} d={`M${String(side)} ${String(ground)}H${String(width - side)}`} />
      {limit !== null && (
        <>
          <path
            className={classes.limitLine}
            d={`M${String(scale.x(limit))} ${String(top - 18)}V${String(ground)}`}
          />
          <text
            className={classes.limitText}
            x={scale.x(limit)}
            y={top - 24}
            textAnchor={anchor(scale.x(limit), width)}
          >
            {t('alerts.limit', { value: figure(limit) })}
          </text>
        </>
      )}
      <path className={classes.valueLine} d={`M${String(valueX)} ${String(top + 4)}V${String(ground)}`} />
      <path className={classes.valueMark} d={`M${String(valueX - 5)} ${String(top)}h10l-5 8z`} />
      <text
        className={classes.valueText}
        x={valueX > width / 2 ? valueX - 10 : valueX + 10}
        y={top + 8}
        textAnchor={valueX > width / 2 ? 'end' : 'start'}
      >
        {t('alerts.thisBatch', { id: alert.batchId, value: figure(alert.value) })}
      </text>
      <ReferenceLabel middle={middle} limitX={limit === null ? null : scale.x(limit)} valueX={valueX} n={n} />
      {scale.ticks.map((tick) => (
        <text key={tick} className={classes.tick} x={scale.x(tick)} y={ground + 18} textAnchor="middle">
          {formatFigure(tick, locale)}
        </text>
      ))}
    </svg>
  );
}

type ReferenceLabelProps = {
  readonly middle: number;
  readonly limitX: number | null;
  readonly valueX: number;
  readonly n: number;
};

/** Half of the label's width, and as much air as keeps it off the limit's line. */
const labelHalf = 62;

/** Above the bars, beside the limit's line where both would meet; left out where the batch's own mark stands. */
function ReferenceLabel({ middle, limitX, valueX, n }: ReferenceLabelProps) {
  const { t } = useTranslation();
  if (Math.abs(middle - valueX) <= 150) return null;
  const y = top + 16;
  const meets = limitX !== null && Math.abs(limitX - middle) < labelHalf;
  const isLeft = meets && limitX > middle;
  return (
    <text
      className={classes.tick}
      x={meets ? limitX + (isLeft ? -8 : 8) : middle}
      y={y}
      textAnchor={meets ? (isLeft ? 'end' : 'start') : 'middle'}
    >
      {t('alerts.cleanRows', { n })}
    </text>
  );
}

type Scale = { readonly x: (value: number) => number; readonly ticks: readonly number[] };

/** From the smallest to the largest of what must be seen, with some air, and four to seven round ticks. */
function makeScale(values: readonly number[], width: number): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = (high - low || Math.abs(high) || 1) * 0.06;
  const [from, to] = [low - air, high + air];
  const x = (value: number): number => side + ((value - from) / (to - from)) * (width - 2 * side);
  const rough = (to - from) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  return { x, ticks: Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step) };
}

type ForbiddenProps = {
  readonly limit: number;
  readonly isUpper: boolean;
  readonly scale: Scale;
  readonly width: number;
};

function Forbidden({ limit, isUpper, scale, width }: ForbiddenProps) {
  const at = scale.x(limit);
  const [left, right] = isUpper ? [at, width - side] : [side, at];
  return (
    <rect
      className={classes.forbidden}
      x={left}
      y={top - 18}
      width={Math.max(0, right - left)}
      height={ground - top + 18}
    />
  );
}

function anchor(x: number, width: number): 'start' | 'middle' | 'end' {
  if (x < 60) return 'start';
  return x > width - 60 ? 'end' : 'middle';
}
