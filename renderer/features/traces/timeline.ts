import type { Span } from '#contract/tracing.ts';
import { formatDuration } from '#renderer/parts/times.ts';
import { numberFormat } from '#renderer/parts/intl-formats.ts';

/** From the first begin to the last end of a trace's spans, in ns since 1970 UTC. */
export type Timeline = { readonly startNs: bigint; readonly endNs: bigint };

/** Where a bar lies, in percent of the timeline. */
export type Bar = { readonly left: number; readonly width: number };

type SpanTimes = Pick<Span, 'startNs' | 'endNs'>;

const nsOfMs = 1_000_000n;

/** Spans that go on reach to `nowMs`. Without spans it is empty. */
export function timelineOf(spans: readonly SpanTimes[], nowMs: number): Timeline {
  let startNs: bigint | null = null;
  let endNs = 0n;
  for (const span of spans) {
    const start = BigInt(span.startNs);
    const end = endOf(span, nowMs);
    if (startNs === null || start < startNs) startNs = start;
    if (end > endNs) endNs = end;
  }
  return { startNs: startNs ?? 0n, endNs };
}

/** In ns; what goes on is counted up to `nowMs`, and clocks that went back give 0. */
export function durationNs(span: SpanTimes, nowMs: number): bigint {
  return endOf(span, nowMs) - BigInt(span.startNs);
}

export function barOf(span: SpanTimes, timeline: Timeline, nowMs: number): Bar {
  const total = timeline.endNs - timeline.startNs;
  return {
    left: percentOf(BigInt(span.startNs) - timeline.startNs, total),
    width: percentOf(durationNs(span, nowMs), total),
  };
}

export type Tick = { readonly atNs: bigint; readonly left: number };

const mostSteps = 4n;

/** Round times along the timeline, beginning with 0: steps of 1, 2 or 5 times a power of ten ns. */
export function ticksOf({ startNs, endNs }: Timeline): readonly Tick[] {
  const total = endNs - startNs;
  if (total <= 0n) return [{ atNs: 0n, left: 0 }];
  const step = stepOf(total);
  const ticks: Tick[] = [];
  for (let atNs = 0n; atNs <= total; atNs += step) ticks.push({ atNs, left: percentOf(atNs, total) });
  return ticks;
}

function stepOf(total: bigint): bigint {
  for (let power = 1n; ; power *= 10n)
    for (const factor of [1n, 2n, 5n]) if (total / (factor * power) < mostSteps) return factor * power;
}

/** To a hundredth of a percent, so that no digit of 64-bit times is lost on the way. */
function percentOf(part: bigint, total: bigint): number {
  return total <= 0n ? 0 : Number((part * 10_000n) / total) / 100;
}

function endOf({ startNs, endNs }: SpanTimes, nowMs: number): bigint {
  const start = BigInt(startNs);
  const end = endNs === null ? BigInt(Math.round(nowMs)) * nsOfMs : BigInt(endNs);
  return end > start ? end : start;
}

/**
 * A duration with the digits that matter between steps: `420 ns`, `85 µs`, `4.3 ms`, `276 ms`, `1.24 s`, `2 m 50 s`.
 * With `isRound` zeros at the end are left out: times along a scale stay short.
 */
export function formatNs(ns: bigint, locale: string, isRound = false): string {
  if (ns === 0n) return '0';
  if (ns < 1000n) return `${String(ns)} ns`;
  if (ns < nsOfMs) return `${String(ns / 1000n)} µs`;
  const ms = Number(ns / 1000n) / 1000;
  const show = (value: number, digits: number): string =>
    numberFormat(locale, {
      minimumFractionDigits: isRound ? 0 : digits,
      maximumFractionDigits: digits,
      roundingMode: 'trunc',
    }).format(value);
  if (ms < 10) return `${show(ms, 1)} ms`;
  if (ms < 1000) return `${String(Math.floor(ms))} ms`;
  if (ms < 10_000) return `${show(ms / 1000, 2)} s`;
  if (ms < 60_000) return `${show(ms / 1000, 1)} s`;
  return formatDuration(ms, locale);
}
