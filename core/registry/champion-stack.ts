/** A move of one alias, oldest first in a history. */
export interface Move {
  kind: 'set' | 'promote' | 'rollback' | 'remove';
  /** null: the alias was taken off */
  version: number | null;
}

/** Who held an alias, as a rollback sees it: the last one is, or before a removal was, the holder. */
export interface HolderStack {
  versions: number[];
  isHeld: boolean;
}

/**
 * Reads a history as a stack. A version that gets the alias is pushed; a rollback takes versions off until it meets
 * the one that it gave the alias to, so that what was rolled back does not come back with the next rollback; a removal
 * leaves the stack and only nobody holds the alias.
 */
export function replayMoves(moves: readonly Move[]): HolderStack {
  const stack: HolderStack = { versions: [], isHeld: false };
  for (const { kind, version } of moves) {
    if (version === null) {
      stack.isHeld = false;
      continue;
    }
    if (kind === 'rollback') stack.versions.length = findTarget(stack, (held) => held === version) + 1;
    else if (stack.versions.at(-1) !== version) stack.versions.push(version);
    stack.isHeld = true;
  }
  return stack;
}

/**
 * The version that a rollback gives the alias to: the last holder before this one that is another version and still
 * there; after a removal, the last holder itself. Null when there is none.
 */
export function findRollbackTarget(stack: HolderStack, exists: (version: number) => boolean): number | null {
  const current = stack.isHeld ? stack.versions.at(-1) : undefined;
  const at = findTarget(stack, (version) => version !== current && exists(version));
  return stack.versions[at] ?? null;
}

/** Versions that held the alias between now and `target`, and are passed over because they were deleted. */
export function findSkipped(
  stack: HolderStack,
  target: number,
  exists: (version: number) => boolean,
): number[] {
  const at = findTarget(stack, (version) => version === target);
  return [...new Set(stack.versions.slice(at + 1).filter((version) => !exists(version)))];
}

/** Index of the last version below the holder that fits, or -1. */
function findTarget({ versions, isHeld }: HolderStack, fits: (version: number) => boolean): number {
  const below = isHeld ? versions.slice(0, -1) : versions;
  return below.findLastIndex(fits);
}
