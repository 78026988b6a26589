import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CalendarDay } from '#contract/pipeline-views.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { addMonths, firstDayOf, startOfDay } from './calendar-dates.ts';
import type { Day, Month } from './calendar-dates.ts';

/** One pipeline, or those of a list; all without either. */
export type CalendarPipelines = {
  readonly name?: string | undefined;
  readonly names?: readonly string[] | undefined;
};

/** What the engine is asked for. */
export function toAsked({ name, names }: CalendarPipelines): { name?: string; names?: string[] } {
  return { ...(name !== undefined && { name }), ...(names !== undefined && { names: [...names] }) };
}

/** The days of some months that have runs or times to come. */
export function useCalendarDays(pipelines: CalendarPipelines, first: Month, months: number, zone: string) {
  const { bridge } = useApp();
  const query = useQuery({
    queryKey: [...keys.pipelineCalendar, toAsked(pipelines), first, months, zone],
    queryFn: async ({ signal }) => {
      const fromAt = startOfDay(firstDayOf(first), zone);
      const untilAt = startOfDay(firstDayOf(addMonths(first, months)), zone) - 1;
      const asked = { ...toAsked(pipelines), fromAt, untilAt, timezone: zone };
      return (await bridge.client.pipelines.calendar(asked, { signal })).days;
    },
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  const byDay = useMemo(
    (): ReadonlyMap<Day, CalendarDay> => new Map((data ?? []).map((day) => [day.date, day])),
    [data],
  );
  return { query, byDay };
}
