import type { TFunction } from 'i18next';
import { formatFigure } from '#renderer/parts/figures.ts';
import { mainValues, type ChartLine } from '#renderer/parts/charts/chart-line.ts';
import { formatMetric } from '#renderer/parts/numbers.ts';
import type { DecodedLine } from './queries.ts';

/** More lines than these would be no summary. */
const mostSaid = 9;

/** What the picture shows, for those who do not see it. */
export function summarize(
  lines: readonly DecodedLine[],
  dressed: readonly ChartLine[],
  t: TFunction,
  locale: string,
): string {
  if (lines.length > mostSaid) return `${t('charts.lines', { count: lines.length })}.`;
  return lines.map((line, i) => `${describe(line, dressed[i], t, locale)}.`).join(' ');
}

function describe(line: DecodedLine, dressed: ChartLine | undefined, t: TFunction, locale: string): string {
  const label = dressed?.label ?? line.key;
  if (line.min === null || line.max === null || line.last === null) return t('charts.noNumbers', { label });
  return t('charts.summary', {
    label,
    min: formatFigure(line.min, locale),
    max: formatFigure(line.max, locale),
    last:
      typeof line.last === 'number' ? formatFigure(line.last, locale) : formatMetric(line.last, 0, locale),
    trend: t(`charts.trends.${trendOf(dressed)}`),
  });
}

/** The middle of the last quarter against that of the first, seen against where most values lie: peaks do not count. */
function trendOf(line: ChartLine | undefined): 'up' | 'down' | 'flat' {
  const values = line === undefined ? [] : [...mainValues(line)].filter((value) => Number.isFinite(value));
  const quarter = Math.max(1, Math.floor(values.length / 4));
  const change = quantile(values.slice(-quarter), 0.5) - quantile(values.slice(0, quarter), 0.5);
  const spread = quantile(values, 0.9) - quantile(values, 0.1);
  if (!(Math.abs(change) > spread * 0.1)) return 'flat';
  return change > 0 ? 'up' : 'down';
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
}
