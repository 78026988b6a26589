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

/**
 * The version that a roll back would make champion: promotions stack up and each roll back takes the top one off.
 * null when nothing lies below.
 */
export function previousChampion(moves: readonly AliasMove[], champion: number | null): number | null {
  if (champion === null) return null;
  const stack: number[] = [];
  for (const { version, isRollback } of championCourse(moves)) {
    if (isRollback) while (stack.length > 0 && stack.at(-1) !== version) stack.pop();
    if (stack.at(-1) !== version) stack.push(version);
  }
  return stack.at(-2) ?? null;
}
