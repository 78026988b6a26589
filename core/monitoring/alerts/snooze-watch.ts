import type { EngineEvent } from '#contract/events.ts';
import { createAlarms } from '#core/kernel/alarms.ts';
import type { EngineContext } from '#core/store/context.ts';

export interface SnoozeWatch {
  stop(): void;
}

export interface SnoozeWatchOptions {
  ctx: EngineContext;
  listen(listener: (events: readonly EngineEvent[]) => void): () => void;
  announce(events: readonly EngineEvent[]): void;
}

interface Sleeper {
  id: number;
  model_name: string;
  snoozed_until: number;
}

/**
 * Tells the screens of alerts that come back when the time of their snooze is over. What they are is read from the
 * clock by every read; this only says when to read again.
 */
export function startSnoozeWatch({ ctx, listen, announce }: SnoozeWatchOptions): SnoozeWatch {
  const alarms = createAlarms(ctx.clock);
  let told = ctx.clock.now();
  let takeOff: (() => void) | null = null;
  const arm = (): void => {
    takeOff?.();
    // A clock that was set back comes by the same times again.
    told = Math.min(told, ctx.clock.now());
    const next = ctx.db.get<{ at: number | null }>(
      `SELECT min(snoozed_until) AS at FROM alerts WHERE snoozed_until > ? AND state <> 'resolved'`,
      told,
    );
    takeOff = next?.at == null ? null : alarms.set(next.at, ring);
  };
  const ring = (): void => {
    const now = ctx.clock.now();
    const due = ctx.db.all<Sleeper>(
      `SELECT id, model_name, snoozed_until FROM alerts
       WHERE snoozed_until > ? AND snoozed_until <= ? AND state <> 'resolved'`,
      told,
      now,
    );
    told = now;
    announce(due.map(({ id, model_name: model }) => ({ type: 'alert.changed', model, alertId: id })));
    arm();
  };
  const stopListening = listen((events) => {
    if (events.some(({ type }) => type === 'alert.changed')) arm();
  });
  arm();
  return {
    stop: () => {
      stopListening();
      alarms.stop();
    },
  };
}
