import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { ExperimentHeadline } from '#contract/comparison.ts';
import type { ExperimentSummary } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { headlinesQuery } from './queries.ts';

export type Headlines = ReadonlyMap<string, ExperimentHeadline>;

/** As many as the engine answers in one call. */
const perCall = 200;

/** What each experiment is about, once it is read: the list does not wait for it. */
export function useHeadlines(experiments: readonly ExperimentSummary[]): Headlines {
  const { bridge } = useApp();
  const ids = experiments.map(({ experimentId }) => experimentId);
  const parts = Array.from({ length: Math.ceil(ids.length / perCall) }, (_, i) =>
    ids.slice(i * perCall, (i + 1) * perCall),
  );
  return useQueries({
    queries: parts.map((part) => ({
      ...headlinesQuery(bridge.client, part),
      placeholderData: keepPreviousData,
    })),
    combine: joinHeadlines,
  });
}

function joinHeadlines(results: readonly { readonly data: Headlines | undefined }[]): Headlines {
  return new Map(results.flatMap(({ data }) => [...(data ?? [])]));
}
