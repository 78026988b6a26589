import type { PipelineSchedule } from '#contract/pipeline-schedules.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { PipelineDefinition } from '../definition/definition.ts';
import { findScheduleRow, type ScheduleRow } from './schedule-rows.ts';
import { buildSchedule, isTimed } from './spec.ts';
import { createTimetable } from './timetable.ts';
import { buildTriggers } from './trigger-spec.ts';

/** What starts runs of a pipeline by itself, by its file and its row; null when nothing does, or the file is broken. */
export function describeSchedule(
  { db, clock }: Pick<EngineContext, 'db' | 'clock'>,
  { name, definition }: { name: string; definition: PipelineDefinition | null },
): PipelineSchedule | null {
  if (definition === null) return null;
  const { schedule, triggers } = definition;
  if (schedule === null && triggers.length === 0) return null;
  return {
    ...describeTimes(schedule),
    triggers: buildTriggers(triggers).map(({ kind, key }) => `${kind} ${key}`),
    ...describeRow(findScheduleRow(db, name), () => firstTime(schedule, clock.now())),
  };
}

function describeTimes(
  schedule: PipelineDefinition['schedule'],
): Pick<PipelineSchedule, 'text' | 'timezone' | 'missed'> {
  if (schedule === null) return { text: null, timezone: null, missed: null };
  const spec = buildSchedule(schedule);
  return {
    text: schedule.cron ?? `every ${schedule.every ?? ''}`,
    timezone: spec?.kind === 'cron' ? spec.timezone : null,
    missed: spec !== null && isTimed(spec) ? spec.missed : null,
  };
}

/** Without a row no engine has looked at the file yet: it will plan what comes then. */
function describeRow(
  row: ScheduleRow | undefined,
  first: () => number | null,
): Pick<PipelineSchedule, 'isPaused' | 'nextRunAt' | 'lastLogicalAt'> {
  if (row === undefined) return { isPaused: false, nextRunAt: first(), lastLogicalAt: null };
  const isPaused = row.is_paused === 1;
  const isWaiting = !isPaused && row.file_state === 'ready';
  return { isPaused, nextRunAt: isWaiting ? row.next_due_at : null, lastLogicalAt: row.last_logical_at };
}

function firstTime(schedule: PipelineDefinition['schedule'], now: number): number | null {
  const spec = schedule === null ? null : buildSchedule(schedule);
  return spec !== null && isTimed(spec) ? (createTimetable(spec).after(now)?.at ?? null) : null;
}
