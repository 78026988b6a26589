const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `500ms`, `60s`, `1.5h`, `1d` */
export const durationPattern = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** A duration of a pipeline file in ms; null when the text is none. */
export function parseDuration(text: string): number | null {
  const [, count, unit] = durationPattern.exec(text) ?? [];
  const factor = unit === undefined ? undefined : unitMs[unit];
  return count === undefined || factor === undefined ? null : Math.round(Number(count) * factor);
}
