import { expect, it } from 'vitest';
import type { AliasMove } from '#contract/registry.ts';
import { championCourse } from './champion-course.ts';

/** Moves from oldest to newest as pairs of kind and version, given newest first as the registry does. */
function moves(...course: (readonly [AliasMove['kind'], number | null])[]): AliasMove[] {
  return course
    .map(([kind, version], index): AliasMove => {
      const actor = { kind: 'screen', name: '' };
      return {
        moveId: index,
        at: index,
        alias: 'champion',
        fromVersion: null,
        version,
        kind,
        actor,
        reason: '',
        gates: null,
      };
    })
    .toReversed();
}

it('says who was champion when', () => {
  expect(championCourse(moves(['promote', 1], ['promote', 2], ['rollback', 1]))).toEqual([
    { version: 1, from: 0, to: 1, isRollback: false },
    { version: 2, from: 1, to: 2, isRollback: false },
    { version: 1, from: 2, to: null, isRollback: true },
  ]);
});
