import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ModelVersion, RegisteredModel } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { ChampionChart } from './champion-chart.tsx';
import { EventList } from './event-list.tsx';
import classes from './models.module.css';
import { holdersQuery, modelAlertsQuery, timelineQuery } from './queries.ts';
import { VersionSummary } from './version-summary.tsx';

type TimelineTabProps = {
  readonly model: RegisteredModel;
  readonly versions: readonly ModelVersion[];
  readonly shown: ModelVersion | null;
};

/** Who was champion when, everything that happened, and the version that an event is about. */
export function TimelineTab({ model, versions, shown }: TimelineTabProps) {
  const { bridge } = useApp();
  const holders = useQuery(holdersQuery(bridge.client, model.name));
  const served = useInfiniteQuery(timelineQuery(bridge.client, model.name, 'served'));
  const alerts = useQuery(modelAlertsQuery(bridge.client, model.name));
  // The chart is as high as there are lanes: what stands below it comes when that is known, and does not move.
  const isRead = [holders, served].every(({ data, isError }) => data !== undefined || isError);
  if (!isRead) return <StillBars rows={8} />;
  return (
    <div className={`${classes.page ?? ''} ${classes.timelinePage ?? ''}`}>
      {holders.data === undefined ? (
        <InlineProblem error={holders.error} />
      ) : (
        <ChampionChart
          name={model.name}
          holders={holders.data}
          versions={versions}
          alerts={alerts.data ?? []}
          served={served.data?.pages.flatMap(({ events }) => events) ?? []}
        />
      )}
      <div className={classes.halves}>
        <EventList name={model.name} />
        {shown !== null && (
          <VersionSummary
            key={shown.uri}
            version={shown}
            champion={model.champion?.version ?? null}
            rollbackTo={model.rollbackTo}
          />
        )}
      </div>
    </div>
  );
}
