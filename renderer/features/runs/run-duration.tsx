import type { Run } from '#contract/entities.ts';
import { useTicking } from '#renderer/parts/clock.ts';
import { formatDuration } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';

/** How long the run took, or has taken so far. */
export function RunDuration({ run }: { run: Pick<Run, 'startedAt' | 'endedAt' | 'status'> }) {
  const locale = useLocale();
  const runs = run.endedAt === null && run.status === 'RUNNING';
  const now = useTicking(1000, runs);
  if (run.endedAt === null && !runs) return <span className="g3">–</span>;
  return <span className="g3">{formatDuration((run.endedAt ?? now) - run.startedAt, locale)}</span>;
}
