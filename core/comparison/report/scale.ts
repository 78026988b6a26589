/** Round numbers that cover a range in about so many steps of 1, 2 or 5. */
export function niceTicks(low: number, high: number, count: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** Ticks as texts with as many decimals as their step needs. */
export function wordTicks(ticks: readonly number[], locale: string): string[] {
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  const decimals = Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  return ticks.map((tick) =>
    tick
      .toLocaleString(locale, { maximumFractionDigits: decimals, signDisplay: 'negative' })
      .replace('-', '−'),
  );
}
