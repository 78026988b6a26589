import { getRouteApi } from '@tanstack/react-router';
import type { RunComparison } from '#contract/comparison.ts';
import type { CompareSearch } from '#renderer/search-params.ts';
import { readRunSet, writeRunSet } from './run-set.ts';

const compareRoute = getRouteApi('/experiments/$experimentId/compare');

export type ChangeCompare = (next: Partial<CompareSearch>, replace?: boolean) => void;

/** The same from what the address says when it is changed, so that two quick changes are both kept. */
export type UpdateCompare = (next: (now: CompareSearch) => Partial<CompareSearch>, replace?: boolean) => void;

/** What the address says of the comparison, and the ways to change it. */
export function useCompareSet() {
  const { experimentId } = compareRoute.useParams();
  const search = compareRoute.useSearch();
  const navigate = compareRoute.useNavigate();
  const update: UpdateCompare = (next, replace = true) =>
    void navigate({ search: (now) => ({ ...now, ...next(now) }), replace });
  const change: ChangeCompare = (next, replace) => update(() => next, replace);
  return {
    experimentId,
    search,
    change,
    update,
    refs: readRunSet(search.runs),
    hidden: new Set(readRunSet(search.hidden)),
  };
}

/** What a person does with the runs of a comparison, as changes of the address. */
export function runSetActs({ runs, baseline, missing }: RunComparison, update: UpdateCompare) {
  const base = runs[baseline]?.runId;
  // The address holds heads of ids where there are many: they are whole again as soon as something is changed.
  const whole = (now: CompareSearch): readonly string[] =>
    readRunSet(now.runs).flatMap((ref) => {
      if (missing.includes(ref)) return [];
      return runs.find(({ runId }) => runId.startsWith(ref))?.runId ?? ref;
    });
  const hiddenBut = (now: CompareSearch, runId: string): readonly string[] =>
    readRunSet(now.hidden).filter((id) => id !== runId);
  return {
    add: (runId: string) => update((now) => ({ runs: writeRunSet([...whole(now), runId]) }), false),
    remove: (runId: string) =>
      update(
        (now) => ({
          runs: writeRunSet(whole(now).filter((id) => id !== runId)),
          baseline: runId === base ? undefined : (now.baseline ?? base),
          hidden: writeHidden(hiddenBut(now, runId)),
        }),
        false,
      ),
    toggle: (runId: string) =>
      update((now) => {
        const rest = hiddenBut(now, runId);
        const isHidden = rest.length < readRunSet(now.hidden).length;
        return { hidden: writeHidden(isHidden ? rest : [...rest, runId]) };
      }),
    setBaseline: (runId: string) =>
      update((now) => ({ baseline: runId, hidden: writeHidden(hiddenBut(now, runId)) }), false),
  };
}

export type RunSetActs = ReturnType<typeof runSetActs>;

function writeHidden(ids: readonly string[]): string | undefined {
  return ids.length === 0 ? undefined : ids.join(',');
}
