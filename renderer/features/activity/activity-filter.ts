import type { ActorKind } from '#contract/entities.ts';
import type { ActivitySearch } from '#renderer/search-params.ts';
import type { ActivityFilter } from './queries.ts';

const actors: readonly ActorKind[] = ['screen', 'client', 'command', 'pipeline', 'engine'];

type Search = { readonly [K in keyof Omit<ActivitySearch, 'change'>]: ActivitySearch[K] | undefined };

/** What the address says, as the engine takes it: days become their first and last moments here. */
export function searchToFilter({ kind, id, by, text, from, until }: Search): ActivityFilter {
  const actorKind = actors.find((actor) => actor === by);
  const [start, end] = [dayStart(from, 0), dayStart(until, 1)];
  return {
    fold: true,
    ...(kind === undefined ? {} : { entityKind: kind }),
    ...(id === undefined ? {} : { entityId: id }),
    ...(actorKind === undefined ? {} : { actorKind }),
    ...(text === undefined ? {} : { text }),
    ...(start === undefined ? {} : { from: start }),
    ...(end === undefined ? {} : { until: end }),
  };
}

/** The first moment of a day `2026-11-20`, some days later; nothing for what is no day. */
function dayStart(day: string | undefined, daysLater: number): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (match === null) return undefined;
  const [, year, month, date] = match;
  return new Date(Number(year), Number(month) - 1, Number(date) + daysLater).getTime();
}
