import { useTranslation } from 'react-i18next';
import type { Alert } from '#contract/monitoring.ts';
import type { AliasMove, ModelVersion } from '#contract/registry.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { formatDuration, formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useWidth } from '#renderer/parts/use-width.ts';
import { championCourse } from './champion-course.ts';
import { ChampionDrawing } from './champion-drawing.tsx';
import classes from './models.module.css';

type ChampionChartProps = {
  readonly moves: readonly AliasMove[];
  readonly versions: readonly ModelVersion[];
  readonly alerts: readonly Alert[];
};

/** The champion over time: height is the version, width is time in production; a roll back is a step down. */
export function ChampionChart({ moves, versions, alerts }: ChampionChartProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const [measure, width] = useWidth<HTMLDivElement>();
  const course = championCourse(moves);
  if (course.length === 0 && versions.length === 0) return null;
  const said = course.map(({ version, from }) =>
    t('models.chartStep', { version, at: formatSince(from, now, locale) }),
  );
  return (
    <Panel
      title={t('registry.chart.title')}
      sub={t('registry.chart.sub')}
      aside={
        <span className={classes.legend}>
          <svg width="18" height="10" aria-hidden="true">
            <path className={classes.line} d="M1 8H8V2H17" />
          </svg>
          {t('registry.chart.champion')}
          <svg width="10" height="10" aria-hidden="true">
            <circle className={classes.dot} cx="5" cy="5" r="3.5" />
          </svg>
          {t('registry.chart.registered')}
          <StatusGlyph shape="warning" size={12} />
          {t('registry.chart.alert')}
        </span>
      }
    >
      <div ref={measure} className={classes.chart}>
        {width > 0 && (
          <ChampionDrawing
            width={width}
            course={course}
            versions={versions}
            alerts={alerts}
            label={t('registry.chart.label', { course: said.join(', '), alerts: alerts.length })}
            word={({ version, from, to }) =>
              t(to === null ? 'registry.chart.now' : 'registry.chart.reign', {
                version,
                time: formatDuration((to ?? now) - from, locale),
              })
            }
          />
        )}
      </div>
    </Panel>
  );
}
