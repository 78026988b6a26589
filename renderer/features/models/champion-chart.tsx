import { useTranslation } from 'react-i18next';
import type { AliasMove } from '#contract/registry.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useWidth } from '#renderer/parts/use-width.ts';
import { championCourse } from './champion-course.ts';
import type { Reign } from './champion-course.ts';
import classes from './models.module.css';

const rowHeight = 32;
const top = 26;
const foot = 34;
const left = 56;
const right = 20;

/** The champion over time: height is the version, width is time in production; a roll back is a step down. */
export function ChampionChart({ moves }: { moves: readonly AliasMove[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const [measure, width] = useWidth<HTMLDivElement>();
  const course = championCourse(moves);
  if (course.length === 0) return null;
  const said = course.map(({ version, from }) =>
    t('models.chartStep', { version, at: formatSince(from, now, locale) }),
  );
  return (
    <Panel title={t('models.chart')} sub={t('models.chartSub')}>
      <div ref={measure} className={classes.chart}>
        {width > 0 && (
          <Drawing
            width={width}
            course={course}
            label={t('models.chartLabel', { course: said.join(', ') })}
          />
        )}
      </div>
    </Panel>
  );
}

function Drawing({ width, course, label }: { width: number; course: readonly Reign[]; label: string }) {
  const locale = useLocale();
  const now = useNow();
  const versions = [...new Set(course.map(({ version }) => version))].toSorted((a, b) => a - b);
  const height = top + versions.length * rowHeight + foot;
  const first = course[0]?.from ?? now;
  const latest = Math.max(now, course.at(-1)?.from ?? now);
  // Time that has only begun still gets a step that can be seen.
  const span = Math.max(latest - first, 1);
  const x = (at: number): number => left + ((at - first) / span) * (width - left - right);
  const y = (version: number): number =>
    top + (versions.length - 1 - versions.indexOf(version)) * rowHeight + 8;
  const ground = height - foot;
  const line = course
    .map(({ version, from, to }, index) => {
      const start = index === 0 ? `M${x(from).toFixed(1)} ${String(y(version))}` : `V${String(y(version))}`;
      return `${start}H${x(to ?? latest).toFixed(1)}`;
    })
    .join('');
  const startX = x(first).toFixed(1);
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      {versions.map((version) => (
        <g key={version}>
          <path
            className={classes.grid}
            d={`M${String(left)} ${String(y(version))}H${String(width - right)}`}
          />
          <text className={classes.axis} x={12} y={y(version) + 4}>
            {`v${String(version)}`}
          </text>
        </g>
      ))}
      <path className={classes.area} d={`${line}V${String(ground)}H${startX}Z`} />
      <path className={classes.baseline} d={`M${String(left)} ${String(ground)}H${String(width - right)}`} />
      <path className={classes.line} d={line} />
      {course.map(({ version, from, isRollback }) => (
        <circle
          key={from}
          className={isRollback ? classes.rollbackDot : classes.dot}
          cx={x(from)}
          cy={y(version)}
          r={4}
        />
      ))}
      <text className={classes.tick} x={left} y={height - 12}>
        {formatSince(first, now, locale)}
      </text>
      <text className={classes.tick} x={width - right} y={height - 12} textAnchor="end">
        {formatSince(latest, now, locale)}
      </text>
    </svg>
  );
}
