import { expect, it } from 'vitest';
import type { ActivityEntry } from '#contract/activity.ts';
import { foldSteps } from './fold-steps.ts';

function entry(activityId: number, entityId: string, steps: number): ActivityEntry {
  return {
    ...{ activityId, entityId, steps, at: 0, action: 'pipeline_run.success', entityKind: 'pipeline_run' },
    ...{
      actor: { kind: 'engine', name: 'pipelines' },
      name: null,
      belongsTo: null,
      before: null,
      after: null,
    },
    ...{ undoes: null, role: 'change', undo: { state: 'no_inverse' } },
  };
}

it('a pipeline run is one line, which opens to its steps', () => {
  const entries = [entry(9, 'a', 3), entry(8, 'b', 1), entry(7, 'c', 2)];
  const steps = [entry(9, 'a', 1), entry(5, 'a', 1), entry(2, 'a', 1)];
  const told = foldSteps(entries, new Map([['a', steps]])).map((line) => [
    line.id,
    line.level,
    'expanded' in line ? line.expanded : undefined,
  ]);
  expect(told).toEqual([
    ['9', 1, true],
    ['step 9', 2, null],
    ['step 5', 2, null],
    ['step 2', 2, null],
    ['8', 1, null],
    ['7', 1, false],
  ]);
});
