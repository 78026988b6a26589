import type { Trace } from '#contract/tracing.ts';
import { useTicking } from '#renderer/parts/clock.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { formatNs } from './timeline.ts';

/** How long the trace took, or has taken so far. */
export function TraceDuration({ trace }: { trace: Pick<Trace, 'startedAt' | 'durationMs' | 'state'> }) {
  const locale = useLocale();
  const runs = trace.durationMs === null && trace.state === 'IN_PROGRESS';
  const now = useTicking(1000, runs);
  const ms = trace.durationMs ?? (runs ? Math.max(0, now - trace.startedAt) : null);
  if (ms === null) return <span className="g3">–</span>;
  return (
    <span className="g3">
      {ms === 0 ? '<\u20091 ms' : formatNs(BigInt(Math.round(ms)) * 1_000_000n, locale)}
    </span>
  );
}
