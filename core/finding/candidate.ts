import type { FoundObject } from '#contract/finding.ts';

/** Something that may be what is looked for, and how well it fits: the higher the better. */
export interface Candidate {
  found: FoundObject;
  score: number;
}

/** An id that begins as typed is meant more likely than a name that merely holds it; a tag less than a name. */
export const scores = { id: 3.5, tag: 0.5, recent: 0 } as const;

type Known = Pick<FoundObject, 'kind' | 'id' | 'name' | 'at' | 'foundBy'> & Partial<FoundObject>;

/** An object of quick search, with null for what its kind does not have. */
export function toFound(known: Known): FoundObject {
  return { within: null, withinId: null, state: null, signal: null, aliases: [], tag: null, ...known };
}
