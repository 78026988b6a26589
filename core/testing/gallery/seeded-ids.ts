import type { RandomNumbers } from '#core/kernel/seeded-random.ts';
import { randomIds, type Ids } from '#core/kernel/ids.ts';

/** Run ids that are the same for the same seed; secrets stay secret. */
export function createSeededIds(random: RandomNumbers): Ids {
  const digit = (): string => Math.floor(random() * 16).toString(16);
  return {
    ...randomIds,
    runId: () => Array.from({ length: 32 }, digit).join(''),
    runName: () =>
      `${birds[Math.floor(random() * birds.length)] ?? 'ibis'}-${100 + Math.floor(random() * 900)}`,
  };
}

export const birds = 'ibis heron plover dunlin teal knot swift auk rail wren'.split(' ');
