import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export function transferJobQuery(client: EngineClient, jobId: number) {
  return queryOptions({
    queryKey: [...keys.transfers, jobId],
    queryFn: ({ signal }) => client.transfer.job({ jobId }, { signal }),
  });
}

/** Experiments and models that can be sent, by name. */
export function pushChoicesQuery(client: EngineClient) {
  return queryOptions({
    queryKey: [...keys.transfers, 'choices'],
    queryFn: async ({ signal }) => {
      const [found, registered] = await Promise.all([
        client.experiments.search({ maxResults: 1000, orderBy: ['name'] }, { signal }),
        client.registry.list({ maxResults: 1000 }, { signal }),
      ]);
      return {
        experiments: found.experiments.map(({ name }) => name),
        models: registered.models.map(({ name }) => name),
      };
    },
  });
}
