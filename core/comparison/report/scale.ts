/** Round numbers that cover a range in about so many steps of 1, 2 or 5; none where the range is no finite number. */
export function niceTicks(low: number, high: number, count: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  if (!Number.isFinite(span)) return [];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** Ticks as texts with as many decimals as their step needs. */
export function wordTicks(ticks: readonly number[], locale: string): string[] {
  const [first = 0, second = first] = ticks;
  const step = second - first || Math.abs(first) || 1;
  const largest = Math.max(step, ...ticks.map(Math.abs));
  if (step < 1e-8 || largest >= 1e12)
    return ticks.map((tick) =>
      Number(tick.toPrecision(12)).toExponential().replaceAll('-', '−').replace('+', ''),
    );
  const decimals = Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  return ticks.map((tick) =>
    tick
      .toLocaleString(locale, { maximumFractionDigits: decimals, signDisplay: 'negative' })
      .replace('-', '−'),
  );
}
