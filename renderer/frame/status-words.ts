import type { PipelineSummary } from '#contract/pipelines.ts';
import type { PythonInterpreter } from '#contract/python.ts';
import { dateFormat } from '#renderer/parts/intl-formats.ts';

type Scheduled = Pick<PipelineSummary, 'name'> & {
  readonly schedule: Pick<NonNullable<PipelineSummary['schedule']>, 'nextRunAt'> | null;
};

/** The run of a pipeline that its schedule starts next; null while none waits. */
export function nextRun(
  pipelines: readonly Scheduled[],
): { readonly name: string; readonly at: number } | null {
  const waiting = pipelines.flatMap(({ name, schedule }) =>
    schedule?.nextRunAt == null ? [] : [{ name, at: schedule.nextRunAt }],
  );
  return waiting.reduce<(typeof waiting)[number] | null>(
    (first, run) => (first === null || run.at < first.at ? run : first),
    null,
  );
}

/** The first Python that models can run in, in the order in which the engine prefers them. */
export function bestPython<P extends Pick<PythonInterpreter, 'problem' | 'version'>>(
  found: readonly P[],
): P | null {
  return found.find(({ problem, version }) => problem === null && version !== null) ?? null;
}

/** The hour today, the day and the hour later: `14:00`, `Mon 06:00`. */
export function wordNext(at: number, now: number, locale: string): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  return dateFormat(locale, isToday ? clock : { weekday: 'short', ...clock }).format(at);
}
