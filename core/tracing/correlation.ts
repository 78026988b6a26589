import type { EngineContext } from '#core/store/context.ts';
import { countTraces } from './search.ts';

export interface Correlation {
  /** -1 (never together) to 1 (always together); NaN where one of the two never is. */
  npmi: number;
  /** The same of counts to each of which a half is added (Jeffreys' prior). */
  npmiSmoothed: number;
  first: number;
  second: number;
  both: number;
  total: number;
}

export interface CorrelationQuery {
  experimentIds: readonly string[];
  first: string;
  second: string;
  /** Only among these. */
  base?: string | undefined;
}

/**
 * How much two filters go together: normalised pointwise mutual information (Bouma 2009), ln(p(xy) / (p(x) p(y)))
 * / -ln p(xy). @throws as `findTraces`
 */
export function correlateFilters(ctx: Pick<EngineContext, 'db'>, query: CorrelationQuery): Correlation {
  const base = query.base === undefined || query.base === '' ? [] : [query.base];
  const count = (...filters: string[]): number =>
    countTraces(ctx, query.experimentIds, [...base, ...filters]);
  const first = count(query.first);
  const second = count(query.second);
  const both = count(query.first, query.second);
  const total = count();
  return {
    npmi: npmi(both, first, second, total),
    npmiSmoothed: total === 0 ? Number.NaN : npmi(both + 0.5, first + 1, second + 1, total + 2),
    first,
    second,
    both,
    total,
  };
}

function npmi(both: number, first: number, second: number, total: number): number {
  if (total <= 0 || first <= 0 || second <= 0) return Number.NaN;
  if (both === 0) return -1;
  if (both === total) return 1;
  const mutual = Math.log((both * total) / (first * second));
  return Math.max(-1, Math.min(1, mutual / -Math.log(both / total)));
}
