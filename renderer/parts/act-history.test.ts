import { ORPCError } from '@orpc/client';
import { expect, it } from 'vitest';
import { createActHistory, undoChanges } from './act-history.ts';

/** An engine that refuses some changes; each undo is a change of its own, ten later. */
function clientWith(refused: Readonly<Record<number, string>>, undone: number[]) {
  const undo = ({ activityId }: { activityId: number }): Promise<{ activityId: number }> => {
    const why = refused[activityId];
    if (why !== undefined)
      return Promise.reject(
        new ORPCError('CANNOT_UNDO', { defined: true, status: 409, data: { activityId, why } }),
      );
    undone.push(activityId);
    return Promise.resolve({ activityId: 10 + activityId });
  };
  return { activity: { undo } };
}

it('one change of an act that cannot be taken back keeps none of the others', async () => {
  const history = createActHistory();
  const undone: number[] = [];
  const client = clientWith({ 3: 'changed' }, undone);
  await expect(undoChanges(client, history, [1, 2, 3, 4])).rejects.toMatchObject({ data: { activityId: 3 } });
  expect(undone).toEqual([4, 2, 1]);
  // What was taken back is one act that can be done again.
  expect(history.actOf(11)).toEqual([14, 12, 11]);
});

it('what was taken back before is passed over in an act, and said of a single change', async () => {
  const history = createActHistory();
  const undone: number[] = [];
  const client = clientWith({ 4: 'undone' }, undone);
  await undoChanges(client, history, [1, 4]);
  expect(undone).toEqual([1]);
  await expect(undoChanges(client, history, [4])).rejects.toMatchObject({ code: 'CANNOT_UNDO' });
});
