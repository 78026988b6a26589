import * as z from 'zod';
import type { ActivityParts, Inverse, RecordedChange } from '#core/activity/index.ts';
import { countMoved, moveRunsOf, putTagsBack, type RecordedManyChange } from './change-many.ts';

const common = { runs: z.number().int(), changeId: z.number().int() };
const recorded: z.ZodType<RecordedManyChange> = z.discriminatedUnion('change', [
  z.object({ change: z.literal('set_tag'), key: z.string(), value: z.string(), ...common }),
  z.object({ change: z.literal('delete_tag'), key: z.string(), ...common }),
  z.object({ change: z.literal('tags_back'), key: z.string(), of: z.number().int(), ...common }),
  z.object({ change: z.enum(['delete', 'restore']), ...common }),
]);

function readRecorded({ after }: RecordedChange): RecordedManyChange | null {
  return recorded.safeParse(after).data ?? null;
}

/** As one: every run must still be as the change left it. */
const manyRuns: Inverse = {
  left: (change) => {
    const made = readRecorded(change);
    return made === null ? null : { runs: made.runs };
  },
  now: (db, change) => {
    const made = readRecorded(change);
    return made === null ? null : { runs: made.runs - countMoved(db, made) };
  },
  undo: (ctx, change) => {
    const made = readRecorded(change);
    const experimentId = change.entityId;
    if (made === null) throw new Error('a change that holds too little is never undone');
    const of = made.changeId;
    if (!('key' in made))
      return moveRunsOf(ctx, { experimentId, kind: made.change === 'delete' ? 'restore' : 'delete', of });
    return putTagsBack(ctx, { experimentId, key: made.key, of });
  },
};

/** The way back of a change to many runs. */
export const manyRunsActivity: ActivityParts = { inverses: { 'experiment.change_runs': manyRuns } };
