import type { TaskAttempt, TaskRun } from '#contract/pipelines.ts';
import { useTicking } from '#renderer/parts/clock.ts';
import { formatDuration } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';

type Span = Pick<TaskAttempt, 'startedAt' | 'endedAt'>;

/** How long something took, or has taken so far; nothing before it began. */
export function Elapsed({ startedAt, endedAt }: Span) {
  const locale = useLocale();
  const now = useTicking(1000, startedAt !== null && endedAt === null);
  if (startedAt === null) return null;
  return <>{formatDuration((endedAt ?? now) - startedAt, locale)}</>;
}

/** From the first attempt to the end of the last; of what is reused nothing. */
export function spanOf({ attempts, part }: Pick<TaskRun, 'attempts' | 'part'>): Span {
  if (part !== 'run') return { startedAt: null, endedAt: null };
  const last = attempts.at(-1);
  return { startedAt: attempts[0]?.startedAt ?? null, endedAt: last?.endedAt ?? null };
}
