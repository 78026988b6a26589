import { SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#contract/monitoring.ts';
import type { AliasHolder, ModelEvent } from '#contract/promotion.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { formatDuration, formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useWidth } from '#renderer/parts/use-width.ts';
import { AliasLanes } from './alias-lanes.tsx';
import { championCourse } from './champion-course.ts';
import { ChampionDrawing } from './champion-drawing.tsx';
import { buildLanes, firstMoment } from './chart-time.ts';
import { HolderTable } from './holder-table.tsx';
import classes from './models.module.css';

const route = getRouteApi('/models/$name');

type ChampionChartProps = {
  readonly name: string;
  readonly holders: readonly AliasHolder[];
  readonly versions: readonly ModelVersion[];
  readonly alerts: readonly Alert[];
  /** What it answered, for the lane of requests. */
  readonly served: readonly ModelEvent[];
};

/** The champion over time: height is the version, width is time in production; a roll back is a step down. */
export function ChampionChart({ name, holders, versions, alerts, served }: ChampionChartProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const [measure, width] = useWidth<HTMLDivElement>();
  const { show } = route.useSearch();
  const navigate = route.useNavigate();
  const course = championCourse(holders);
  if (course.length === 0 && versions.length === 0) return null;
  const said = course.map(({ version, from }) =>
    t('models.chartStep', { version, at: formatSince(from, now, locale) }),
  );
  const first = firstMoment(course, versions);
  const lanes = buildLanes(holders, served);
  return (
    <Panel
      title={t(lanes.length > 0 ? 'registry.lanes.title' : 'registry.chart.title')}
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
          {course.some(({ isRollback }) => isRollback) && (
            <>
              <svg width="12" height="12" aria-hidden="true">
                <circle className={classes.rollbackDot} cx="6" cy="6" r="4.5" />
              </svg>
              {t('registry.chart.rolledBack')}
            </>
          )}
          <StatusGlyph shape="warning" size={12} />
          {t('registry.chart.alert')}
          <SegmentedControl
            size="xs"
            aria-label={t('registry.lanes.show')}
            value={show ?? 'chart'}
            data={(['chart', 'table'] as const).map((value) => ({
              value,
              label: t(`registry.lanes.shows.${value}`),
            }))}
            onChange={(value) =>
              void navigate({
                search: (search) => ({ ...search, show: value === 'table' ? 'table' : undefined }),
                replace: true,
              })
            }
          />
        </span>
      }
    >
      {show === 'table' && <HolderTable name={name} holders={holders} />}
      <div ref={measure} className={classes.chart} hidden={show === 'table'}>
        {width > 0 && show !== 'table' && (
          <ChampionDrawing
            width={width}
            first={first}
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
        {show !== 'table' && lanes.length > 0 && <AliasLanes lanes={lanes} first={first} />}
      </div>
    </Panel>
  );
}
