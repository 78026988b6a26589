import type { AliasHolder } from '#contract/promotion.ts';

/** One stretch of time in which a version held `champion`; `to` is null while it does. */
export type Reign = {
  readonly version: number;
  readonly from: number;
  readonly to: number | null;
  readonly isRollback: boolean;
};

/** Who held `champion` when, oldest first. `holders` are newest first, as the engine gives them. */
export function championCourse(holders: readonly AliasHolder[]): readonly Reign[] {
  return holders
    .filter(({ alias }) => alias === 'champion')
    .toReversed()
    .map(({ version, from, to, move }) => ({ version, from, to, isRollback: move === 'rollback' }));
}
