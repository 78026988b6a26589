import type { AliasMove } from '#contract/registry.ts';

/** One stretch of time in which a version held `champion`; `to` is null while it does. */
export type Reign = {
  readonly version: number;
  readonly from: number;
  readonly to: number | null;
  readonly isRollback: boolean;
};

/** Who held `champion` when, oldest first. `moves` are newest first, as the registry gives them. */
export function championCourse(moves: readonly AliasMove[]): readonly Reign[] {
  const ofChampion = moves.filter(({ alias }) => alias === 'champion').toReversed();
  return ofChampion.flatMap(({ version, at, kind }, index) => {
    if (version === null) return [];
    return [{ version, from: at, to: ofChampion[index + 1]?.at ?? null, isRollback: kind === 'rollback' }];
  });
}
