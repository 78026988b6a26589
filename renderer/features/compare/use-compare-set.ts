import { getRouteApi } from '@tanstack/react-router';
import type { RunComparison } from '#contract/comparison.ts';
import type { CompareSearch } from '#renderer/search-params.ts';
import { readRunSet, writeRunSet } from './run-set.ts';

const compareRoute = getRouteApi('/experiments/$experimentId/compare');

export type ChangeCompare = (next: Partial<CompareSearch>, replace?: boolean) => void;

/** What the address says of the comparison, and the ways to change it. */
export function useCompareSet() {
  const { experimentId } = compareRoute.useParams();
  const search = compareRoute.useSearch();
  const navigate = compareRoute.useNavigate();
  const change: ChangeCompare = (next, replace = true) =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace });
  return {
    experimentId,
    search,
    change,
    refs: readRunSet(search.runs),
    hidden: new Set(readRunSet(search.hidden)),
  };
}

/** What a person does with the runs of a comparison, as changes of the address. */
export function runSetActs(
  { runs, baseline }: RunComparison,
  hidden: ReadonlySet<string>,
  change: ChangeCompare,
) {
  const ids = runs.map(({ runId }) => runId);
  const base = ids[baseline];
  const write = (list: readonly string[]): string | undefined => writeRunSet(list);
  return {
    add: (runId: string) => change({ runs: write([...ids, runId]) }, false),
    remove: (runId: string) =>
      change(
        {
          runs: write(ids.filter((id) => id !== runId)),
          baseline: runId === base ? undefined : base,
          hidden: writeHidden([...hidden].filter((id) => id !== runId)),
        },
        false,
      ),
    toggle: (runId: string) =>
      change({
        hidden: writeHidden(
          hidden.has(runId) ? [...hidden].filter((id) => id !== runId) : [...hidden, runId],
        ),
      }),
    setBaseline: (runId: string) =>
      change({ baseline: runId, hidden: writeHidden([...hidden].filter((id) => id !== runId)) }, false),
  };
}

export type RunSetActs = ReturnType<typeof runSetActs>;

function writeHidden(ids: readonly string[]): string | undefined {
  return ids.length === 0 ? undefined : ids.join(',');
}
