import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** The dates of a backfill as they stand now; none is asked for while the range is not one. */
export function backfillDatesQuery(client: EngineClient, input: Inputs['pipelines']['previewBackfill']) {
  return queryOptions({
    queryKey: [...keys.pipelines, 'backfill-dates', input],
    queryFn: async ({ signal }) => (await client.pipelines.previewBackfill(input, { signal })).dates,
    enabled: input.fromAt <= input.untilAt,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** The newest first. */
export function backfillListQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: [...keys.pipelines, 'backfills', name],
    queryFn: async ({ signal }) => (await client.pipelines.backfills({ name }, { signal })).backfills,
  });
}
