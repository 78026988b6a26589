import { dirname } from 'node:path';
import { readPathStamp, watchPath } from '#core/kernel/watch-path.ts';
import type { Deferral } from '#core/tasks/index.ts';
import type { RunServices } from './run-services.ts';

/** Where files cannot be watched, or their folder is not there yet, the file is looked at this often, in ms. */
const lookMs = 5000;

type Services = Pick<RunServices, 'alarms' | 'onRunEnd' | 'contextFor'>;

/**
 * Calls `wake` once, later: when the time has come, or what is watched is no longer as the task has seen it. A change
 * between the look of the task and this call counts. Returns what ends the watch.
 */
export function watchDeferral(
  services: Services,
  { at, file, pipeline }: Deferral,
  wake: () => void,
): () => void {
  const ends: (() => void)[] = [];
  let isOver = false;
  const end = (): void => {
    isOver = true;
    for (const stop of ends) stop();
  };
  const wakeOnce = (): void => {
    if (isOver) return;
    end();
    wake();
  };
  if (at !== undefined) ends.push(services.alarms.set(at, wakeOnce));
  if (pipeline !== undefined) ends.push(followPipeline(services, pipeline, wakeOnce));
  if (file !== undefined) ends.push(followFile(services, file, wakeOnce));
  return end;
}

/** Looks at once, at each sign of a change in the folder, and now and then where nothing gives a sign. */
function followFile(
  { alarms, contextFor }: Services,
  { path, stamp }: NonNullable<Deferral['file']>,
  wake: () => void,
): () => void {
  const { clock } = contextFor({ kind: 'engine', name: 'stile' });
  const look = (): void => {
    if (readPathStamp(path) !== stamp) wake();
  };
  const lookAgain = (): (() => void) =>
    alarms.set(clock.now() + lookMs, () => {
      forgetAlarm = lookAgain();
      look();
    });
  let forgetAlarm = lookAgain();
  const stopWatching = watchPath(dirname(path), look);
  const first = setImmediate(look);
  return () => {
    clearImmediate(first);
    stopWatching();
    forgetAlarm();
  };
}

function followPipeline(
  { onRunEnd, contextFor }: Services,
  { name, since }: NonNullable<Deferral['pipeline']>,
  wake: () => void,
): () => void {
  const { db } = contextFor({ kind: 'pipeline', name });
  const forget = onRunEnd(name, wake);
  const sql = 'SELECT 1 FROM pipeline_runs WHERE pipeline = ? AND ended_at >= ? LIMIT 1';
  const first = setImmediate(() => {
    if (db.get(sql, name, since) !== undefined) wake();
  });
  return () => {
    clearImmediate(first);
    forget();
  };
}
