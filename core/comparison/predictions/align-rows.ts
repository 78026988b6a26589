import { isSameValue } from './cell-values.ts';
import type { Predictions } from './prediction-table.ts';

/** Why two tables are not of the same rows. */
export type AlignProblem =
  'different_count' | 'different_ids' | 'repeated_ids' | 'different_targets' | 'too_few';

/** Both on the same rows, in the order of the baseline's table; rows that one of them does not know are left out. */
export interface AlignedRows {
  targets: string[];
  candidate: string[];
  baseline: string[];
  /** By the ids of rows, or by their order where one of the tables has none. */
  by: 'id' | 'order';
}

/** Two rows at least, or there is nothing to draw from. */
const fewestRows = 2;

/**
 * Brings two tables to the same rows. Without ids the order counts, and the targets must then be equal row by row:
 * tables of other data, or in another order, are not the same.
 */
export function alignRows(candidate: Predictions, baseline: Predictions): AlignedRows | AlignProblem {
  const byId = candidate.ids !== null && baseline.ids !== null;
  const places = byId
    ? placesById(candidate.ids ?? [], baseline.ids ?? [])
    : placesByOrder(candidate, baseline);
  if (typeof places === 'string') return places;
  const rows: AlignedRows = { targets: [], candidate: [], baseline: [], by: byId ? 'id' : 'order' };
  for (const [row, place] of places.entries()) {
    const target = baseline.targets[row] ?? null;
    if (!isSameValue(target, candidate.targets[place] ?? null)) return 'different_targets';
    addRow(rows, target, candidate.predictions[place], baseline.predictions[row]);
  }
  return rows.targets.length < fewestRows ? 'too_few' : rows;
}

/** A row that lacks anything says nothing of either model. */
function addRow(
  rows: AlignedRows,
  target: string | null,
  candidate: string | null = null,
  baseline: string | null = null,
): void {
  if (target === null || candidate === null || baseline === null) return;
  rows.targets.push(target);
  rows.candidate.push(candidate);
  rows.baseline.push(baseline);
}

function placesByOrder(candidate: Predictions, baseline: Predictions): number[] | AlignProblem {
  if (candidate.targets.length !== baseline.targets.length) return 'different_count';
  return baseline.targets.map((_, row) => row);
}

/** Where each row of the baseline stands in the candidate's table. */
function placesById(ids: readonly string[], baseIds: readonly string[]): number[] | AlignProblem {
  const places = new Map(ids.map((id, place) => [id, place]));
  if (places.size !== ids.length || new Set(baseIds).size !== baseIds.length) return 'repeated_ids';
  if (ids.length !== baseIds.length) return 'different_count';
  const found = baseIds.map((id) => places.get(id) ?? -1);
  return found.includes(-1) ? 'different_ids' : found;
}
