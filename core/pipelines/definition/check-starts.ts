import { checkSchedule, type ScheduleFinding } from '../schedule/check-schedule.ts';
import { checkTriggers } from '../schedule/trigger-spec.ts';
import { fileParts, type ScheduleSpec, type TriggerSpec } from './file-schema.ts';
import { asObject, type PipelineOutline } from './outline.ts';
import type { Finding } from './pipeline-text.ts';

/** What makes runs start by themselves, as far as it can be read. */
export interface Starts {
  schedule: ScheduleSpec | null;
  triggers: readonly TriggerSpec[];
}

export function readStarts(data: unknown): Starts {
  const { schedule, triggers } = asObject(data);
  return {
    schedule: fileParts.schedule.safeParse(schedule).data ?? null,
    triggers: fileParts.triggers.safeParse(triggers).data ?? [],
  };
}

/** What the text alone says of them: expressions, zones, and whether a run can start without a person. */
export function checkStarts(data: unknown, outline: PipelineOutline): Finding[] {
  const { schedule, triggers } = readStarts(data);
  const ofTriggers = checkTriggers(outline.name ?? '', triggers).map(
    ({ index, value, expected }): Finding => {
      const key = Object.entries(triggers[index] ?? {}).find((entry) => entry[1] === value)?.[0] ?? '';
      const path = ['triggers', index, key];
      const message = `${key} of trigger ${index + 1} is "${value}", but it takes ${expected}.`;
      return { code: 'wrong_value', path, value, expected, message };
    },
  );
  // Warnings speak of the months to come, and whoever reads a text here does not know the time.
  const ofSchedule = schedule === null ? [] : checkSchedule(schedule, 0).filter(isError).map(scheduleFinding);
  const startsAlone = schedule !== null || triggers.length > 0;
  return [...ofSchedule, ...ofTriggers, ...(startsAlone ? checkDefaults(outline) : [])];
}

/** @param now ms since 1970 UTC: what becomes of the schedule in the twelve months after it */
export function lookAhead({ schedule }: Starts, now: number): Finding[] {
  if (schedule === null) return [];
  return checkSchedule(schedule, now)
    .filter((finding) => !isError(finding))
    .map(scheduleFinding);
}

function isError({ severity }: ScheduleFinding): boolean {
  return severity === 'error';
}

function scheduleFinding({ severity, key, value, expected }: ScheduleFinding): Finding {
  const path = ['schedule', key];
  if (severity === 'error') {
    const isQuestion = expected.endsWith('?');
    const message = isQuestion
      ? `${key} of the schedule is "${value}", which is none that is known: ${expected}`
      : `${key} of the schedule is "${value}", but it takes ${expected}.`;
    return { code: 'wrong_value', path, value, expected, message };
  }
  if (key === 'timezone') {
    const message = `Nothing comes of "timezone" here: ${expected}. Take it out, or write cron instead of every.`;
    return { code: 'not_acted_upon', severity, path, target: 'key', value, expected, message };
  }
  const message = `Where clocks are set, ${value} does not come as usual: ${expected}. Take another hour where that matters.`;
  return { code: 'clock_change', severity, path, value, expected, message };
}

/** A run that nobody starts by hand gets no params. */
function checkDefaults({ params }: PipelineOutline): Finding[] {
  return Object.entries(params).flatMap(([name, schema]): Finding[] => {
    if (schema.default !== undefined) return [];
    const expected = 'a default: nobody gives params to a run that starts by itself';
    const message = `params.${name} lacks "default", and runs of this pipeline start by themselves: nobody is there to give it. Add a default.`;
    return [
      { code: 'missing_key', path: ['params', name, 'default'], target: 'key', value: '', expected, message },
    ];
  });
}
