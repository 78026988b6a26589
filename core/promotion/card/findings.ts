import type { CardFinding, CardMetric } from '#contract/model-card.ts';
import type { ModelVersion } from '#contract/registry.ts';

/** Rows below which a figure says little: its interval is wider than 0.2. */
const fewRows = 100;
/** How far an accuracy may lie below the best one before the card says so, in points of 1. */
const gap = 0.1;

interface Known {
  version: ModelVersion;
  metrics: readonly CardMetric[];
  areFilesHere: boolean;
  alerts: readonly { signal: string; count: number }[];
}

/** What whoever uses a version should know, as far as what is recorded tells it. */
export function findLimits({ version, metrics, areFilesHere, alerts }: Known): CardFinding[] {
  const findings: CardFinding[] = [];
  const add = (code: CardFinding['code'], facts: CardFinding['facts'] = {}): void => {
    findings.push({ code, facts });
  };
  if (metrics.length === 0) add('no_metrics');
  for (const [split, n] of smallSplits(metrics)) add('few_rows', { split, n });
  for (const { split, best, points } of findGaps(metrics)) add('split_gap', { split, best, points });
  if (version.signature === null) add('no_signature');
  if (version.datasets.length === 0) add('no_data');
  const loose = version.environment.filter(({ version: limit }) => !/^\d/.test(limit));
  if (loose.length > 0) add('unpinned', { packages: loose.map(({ name }) => name).join(', ') });
  for (const { signal, count } of alerts) add('alerts', { signal, count });
  if (!areFilesHere) add('files_elsewhere', { source: version.source });
  return findings;
}

function smallSplits(metrics: readonly CardMetric[]): Map<string, number> {
  return new Map(metrics.flatMap(({ split, n }) => (n !== null && n < fewRows ? [[split, n] as const] : [])));
}

/** Splits whose accuracy lies far below the best one, in percentage points. */
function findGaps(metrics: readonly CardMetric[]): { split: string; best: string; points: number }[] {
  const shares = metrics.flatMap(({ split, key, value, low }) =>
    low !== null && typeof value === 'number' ? [{ split, key, value }] : [],
  );
  return shares.flatMap(({ split, key, value }) => {
    const [best] = shares.filter((one) => one.key === key).toSorted((a, b) => b.value - a.value);
    if (best === undefined || best.value - value < gap) return [];
    return [{ split, best: best.split, points: Math.round((best.value - value) * 1000) / 10 }];
  });
}
