import { joinParts } from '#core/search/index.ts';
import { findMatching, pickRuns } from './matching-runs.ts';
import { rowPredicate } from './row-predicate.ts';
import { scopePredicate, type RunSearch } from './run-query.ts';
import { idsOf, pickIds, setOf, subtract, intersect, type RunSet } from './run-set.ts';

/** The runs that a search finds, known only as far as somebody asked. */
export interface Members {
  /** Those of `ids` that belong to it, in their order. */
  pick(ids: Int32Array): Int32Array;
  /** The whole set, if it is known by now. */
  known(): RunSet | null;
}

/**
 * Checks runs one by one as long as that is cheap: a condition that many runs meet is answered by the first runs of
 * the order. When the budget is used up, the whole set is worked out, once.
 */
export function openMembers(search: RunSearch): Members & { all(): RunSet } {
  let set: RunSet | null = null;
  let budget = search.tuning.probes;
  const all = (): RunSet => (set ??= findMatching(search));
  const predicate = joinParts('AND', [scopePredicate(search), rowPredicate(search, search.filter)]);
  return {
    all,
    known: () => set,
    pick(ids) {
      if (set === null && ids.length <= budget) {
        budget -= ids.length;
        const passed = new Set(pickRuns(search, ids, predicate));
        return ids.filter((id) => passed.has(id));
      }
      return pickIds(ids, all());
    },
  };
}

/** The members among `ids`. */
export function restrictTo(members: Members, ids: Int32Array, search: RunSearch): Members {
  if (ids.length <= search.tuning.fewToSort) return fixed(setOf(members.pick(ids), search.size));
  return derive(members, setOf(ids, search.size), intersect, true);
}

/** The members that are not among `ids`. */
export function exclude(members: Members, ids: Int32Array, search: RunSearch): Members {
  return derive(members, setOf(ids, search.size), subtract, false);
}

/** All members, when they are known to be few. */
export function fewOf(members: Members, search: RunSearch): Int32Array | null {
  const set = members.known();
  return set !== null && set.count <= search.tuning.fewToSort ? idsOf(set) : null;
}

function fixed(set: RunSet): Members {
  return { pick: (ids) => pickIds(ids, set), known: () => set };
}

function derive(
  members: Members,
  filter: RunSet,
  combine: (a: RunSet, b: RunSet) => RunSet,
  isIn: boolean,
): Members {
  let set: RunSet | null = null;
  return {
    pick: (ids) => (set === null ? members.pick(pickIds(ids, filter, isIn)) : pickIds(ids, set)),
    known() {
      const whole = members.known();
      if (set === null && whole !== null) set = combine(whole, filter);
      return set;
    },
  };
}
