import { useTranslation } from 'react-i18next';
import type { Alert } from '#contract/monitoring.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { formatMetric } from '#renderer/parts/numbers.ts';
import { formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import type { Reign } from './champion-course.ts';
import { chartEdges, chooseLanes, placeOf, spanOf } from './chart-time.ts';
import classes from './models.module.css';
import { accuracyOn, accuracySplits } from './version-metrics.ts';

type ChampionDrawingProps = {
  readonly width: number;
  /** The moment at the left edge, ms since 1970 UTC. */
  readonly first: number;
  readonly course: readonly Reign[];
  readonly versions: readonly ModelVersion[];
  readonly alerts: readonly Alert[];
  readonly label: string;
  readonly word: (reign: Reign) => string;
};

const rowHeight = 36;
const top = 22;
const foot = 42;
const { left, right } = chartEdges;
/** A label needs this much room to stand over its step. */
const labelWidth = 120;

/** The steps themselves, with a ring where a version was registered and a triangle where an alert fired. */
export function ChampionDrawing({
  width,
  first,
  course,
  versions,
  alerts,
  label,
  word,
}: ChampionDrawingProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const lanes = chooseLanes(course, versions);
  const shown = versions.filter(({ version }) => lanes.includes(version));
  const span = spanOf(first, now);
  const x = (at: number): number => left + placeOf(at, first, span) * (width - left - right);
  const y = (version: number): number => top + (lanes.length - 1 - lanes.indexOf(version)) * rowHeight;
  const height = top + (lanes.length - 1) * rowHeight + foot;
  const ground = height - foot + 16;
  const line = course
    .map(({ version, from, to }, index) => {
      const start = index === 0 ? `M${x(from).toFixed(1)} ${String(y(version))}` : `V${String(y(version))}`;
      return `${start}H${x(to ?? now).toFixed(1)}`;
    })
    .join('');
  const [split] = accuracySplits(shown);
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <Ticks first={first} span={span} x={x} ground={ground} height={height} />
      {lanes.map((version) => {
        const one = shown.find((candidate) => candidate.version === version);
        const metric = one === undefined || split === undefined ? null : accuracyOn(one, split);
        return (
          <g key={version}>
            <path
              className={classes.lane}
              d={`M${String(left)} ${String(y(version))}H${String(width - right)}`}
            />
            <text className={classes.axis} x={14} y={y(version) + 4}>
              {t('models.v', { version })}
            </text>
            {metric !== null && (
              <text className={classes.tick} x={46} y={y(version) + 4}>
                {`${split ?? ''} ${formatMetric(metric.value, 3, locale)}`}
              </text>
            )}
          </g>
        );
      })}
      {course.length > 0 && (
        <>
          <path
            className={classes.area}
            d={`${line}V${String(ground)}H${x(course[0]?.from ?? first).toFixed(1)}Z`}
          />
          <path
            className={classes.baseline}
            d={`M${String(left)} ${String(ground)}H${String(width - right)}`}
          />
          <path className={classes.line} d={line} />
        </>
      )}
      {shown.map(({ version, createdAt }) => (
        <circle key={version} className={classes.dot} cx={x(createdAt)} cy={y(version)} r={4.5}>
          <title>{`${t('registry.events.registered', { version })}, ${formatSince(createdAt, now, locale)}`}</title>
        </circle>
      ))}
      {course
        .filter(({ isRollback }) => isRollback)
        .map(({ version, from }) => (
          <g key={from}>
            <circle className={classes.rollbackDot} cx={x(from)} cy={y(version)} r={5.5}>
              <title>{`${t('registry.chart.rolledBack')}, ${formatSince(from, now, locale)}`}</title>
            </circle>
          </g>
        ))}
      {course.map((reign) => {
        const start = x(reign.from);
        const room = x(reign.to ?? now) - start;
        if (room < labelWidth) return null;
        return (
          <text key={reign.from} className={classes.reign} x={start + 9} y={y(reign.version) - 8}>
            {word(reign)}
          </text>
        );
      })}
      {alerts.map(({ alertId, firedAt, signal }) => (
        <path
          key={alertId}
          className={classes.alertMark}
          d={`M${x(firedAt).toFixed(1)} ${String(ground - 9)}l5 9h-10z`}
        >
          <title>{`${t(`signals.${signal}`)}, ${formatSince(firedAt, now, locale)}`}</title>
        </path>
      ))}
    </svg>
  );
}

type TicksProps = {
  readonly first: number;
  readonly span: number;
  readonly x: (at: number) => number;
  readonly ground: number;
  readonly height: number;
};

function Ticks({ first, span, x, ground, height }: TicksProps) {
  const locale = useLocale();
  const now = useNow();
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => first + part * span);
  return (
    <>
      {ticks.map((at, index) => (
        <g key={at}>
          <path className={classes.grid} d={`M${x(at).toFixed(1)} ${String(top - 14)}V${String(ground)}`} />
          <text
            className={classes.tick}
            x={x(at)}
            y={height - 8}
            textAnchor={index === ticks.length - 1 ? 'end' : index === 0 ? 'start' : 'middle'}
          >
            {formatSince(at, now, locale)}
          </text>
        </g>
      ))}
    </>
  );
}
