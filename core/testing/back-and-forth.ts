import { expect } from 'vitest';
import type { ActivityEntry } from '#contract/activity.ts';
import type { EngineClient } from '#contract/procedures.ts';

/** What is read is the same after an undo, and after a redo what it was after the change; each row says what it is. */
export async function backAndForth(
  client: EngineClient,
  read: () => Promise<object>,
  change: () => Promise<unknown>,
): Promise<void> {
  const before = await read();
  await change();
  const after = await read();
  expect(after).not.toEqual(before);
  const [changed] = await listOwn(client);
  expect(changed).toMatchObject({ role: 'change', undo: { state: 'possible' } });
  const undone = await client.activity.undo({ activityId: changed?.activityId ?? 0 });
  expect(await read()).toEqual(before);
  expect(undone).toMatchObject({ role: 'undo', undoes: changed?.activityId, undo: { state: 'possible' } });
  const again = await client.activity.undo({ activityId: undone.activityId });
  expect(again).toMatchObject({ role: 'redo', undoes: undone.activityId, undo: { state: 'possible' } });
  expect(await read()).toEqual(after);
  const [, second, third] = await listOwn(client);
  expect([second?.undo.state, third?.activityId]).toEqual(['undone', changed?.activityId]);
}

/** The newest changes. */
export async function listOwn(client: EngineClient): Promise<ActivityEntry[]> {
  return (await client.activity.list({ maxResults: 10 })).entries;
}
