import type { Clock } from '#core/kernel/clock.ts';
import type { EngineContext } from '#core/store/context.ts';
import { createDiskLook } from './definition/disk-look.ts';
import { lookAhead } from './definition/check-starts.ts';
import type { Surroundings } from './definition/examine-pipeline.ts';

/** What does not change while an engine lives. */
type FixedSurroundings = Pick<Surroundings, 'platform' | 'project' | 'pools'>;

/** What files are held against now, beside each other. */
export type LookAround = () => Omit<Surroundings, 'pipelines'>;

export function createLookAround({ db, clock }: EngineContext, fixed: FixedSurroundings): LookAround {
  const listNames = (table: 'stored_datasets' | 'registered_models'): string[] =>
    db.all<{ name: string }>(`SELECT name FROM ${table} ORDER BY name`).map(({ name }) => name);
  const calendar = createCalendar(clock);
  return () => ({
    ...fixed,
    lookAhead: calendar,
    disk: createDiskLook(),
    datasets: listNames('stored_datasets'),
    models: listNames('registered_models'),
  });
}

const dayMs = 24 * 60 * 60 * 1000;

/** To go through a year takes milliseconds, and lists ask often: once a day is enough. */
function createCalendar(clock: Clock): Surroundings['lookAhead'] {
  let today = NaN;
  const known = new Map<string, ReturnType<Surroundings['lookAhead']>>();
  return (starts) => {
    const now = clock.now();
    const day = Math.floor(now / dayMs);
    if (day !== today) known.clear();
    today = day;
    const key = JSON.stringify(starts.schedule);
    const findings = known.get(key) ?? lookAhead(starts, now);
    known.set(key, findings);
    return findings;
  };
}
