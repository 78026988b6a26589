import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CalendarDay } from '#contract/pipeline-views.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { addMonths, firstDayOf, startOfDay } from './calendar-dates.ts';
import type { Day, Month } from './calendar-dates.ts';

/** The days of some months that have runs or times to come. */
export function useCalendarDays(name: string, first: Month, months: number, zone: string) {
  const { bridge } = useApp();
  const query = useQuery({
    queryKey: [...keys.pipelineCalendar, name, first, months, zone],
    queryFn: async ({ signal }) => {
      const fromAt = startOfDay(firstDayOf(first), zone);
      const untilAt = startOfDay(firstDayOf(addMonths(first, months)), zone) - 1;
      return (await bridge.client.pipelines.calendar({ name, fromAt, untilAt, timezone: zone }, { signal }))
        .days;
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
