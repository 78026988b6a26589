import type { EngineClient } from '#contract/procedures.ts';
import { toProblem } from '../bridge/problems.ts';

/** More rows than this are no act of a person: those are left to the way back that the act brings itself. */
const mostRows = 500;

/** Which changes of the engine's record were one act of this window, such as the deletion of many runs. */
export type ActHistory = {
  readonly note: (activityIds: readonly number[]) => void;
  /** The changes of the act that this one belongs to, the newest first. */
  readonly actOf: (activityId: number) => readonly number[];
};

export function createActHistory(): ActHistory {
  const acts = new Map<number, readonly number[]>();
  return {
    note: (activityIds) => {
      if (activityIds.length < 2) return;
      const newestFirst = activityIds.toSorted((a, b) => b - a);
      for (const id of newestFirst) acts.set(id, newestFirst);
    },
    actOf: (activityId) => acts.get(activityId) ?? [activityId],
  };
}

/** The newest change that a window made; 0 when there is none, null when the engine does not say. */
export async function newestOwnChange(client: EngineClient): Promise<number | null> {
  try {
    const { entries } = await client.activity.list({ actorKind: 'screen', maxResults: 1 });
    return entries[0]?.activityId ?? 0;
  } catch {
    return null;
  }
}

/** The changes since then, when each of them can be taken back by the engine; otherwise none. */
export async function undoableSince(client: EngineClient, since: number | null): Promise<readonly number[]> {
  if (since === null) return [];
  try {
    const { entries } = await client.activity.list({
      actorKind: 'screen',
      after: since,
      maxResults: mostRows,
    });
    const isWhole = entries.length < mostRows && entries.every(({ undo }) => undo.state === 'possible');
    return isWhole ? entries.map(({ activityId }) => activityId) : [];
  } catch {
    return [];
  }
}

/** What it takes of the engine. */
type UndoClient = {
  readonly activity: {
    readonly undo: (input: { activityId: number }) => Promise<{ activityId: number }>;
  };
};

/**
 * Takes changes back, the newest first, as one act. One that was taken back before is passed over, and one that cannot
 * be keeps none of the others: what could not is said when the rest is done.
 * @throws the first refusal
 */
export async function undoChanges(
  client: UndoClient,
  history: ActHistory,
  activityIds: readonly number[],
): Promise<void> {
  const made: number[] = [];
  const refusals: unknown[] = [];
  for (const activityId of activityIds.toSorted((a, b) => b - a)) {
    try {
      made.push((await client.activity.undo({ activityId })).activityId);
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code !== 'CANNOT_UNDO') refusals.push(error);
      else if (problem.data.why !== 'undone' || activityIds.length === 1) refusals.push(error);
      if (problem.code === 'CONNECTION_LOST' || problem.code === 'ENGINE_STOPPING') break;
    }
  }
  history.note(made);
  if (refusals.length > 0) throw refusals[0];
}
