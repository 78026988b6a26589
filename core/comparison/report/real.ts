import type { ComparedMetric, RunComparison, Significance } from '#contract/comparison.ts';
import { drawIntervals } from './draw-intervals.ts';
import { decimalsOf, wordChance, wordDelta, wordFigure, wordValue } from './numbers.ts';
import type { ReportDocument, ReportSection } from './report-parts.ts';
import type { ReportWords } from './words.ts';

/** What the tests say in one or two sentences; without them, who leads, and that chance was not ruled out. */
export function wordVerdict(
  comparison: RunComparison,
  found: Significance,
  words: ReportWords,
): ReportDocument['verdict'] {
  const nameOf = namesOf(comparison);
  const list = new Intl.ListFormat(words.locale);
  const base = nameOf(found.baseline);
  const told = (['better', 'worse', 'unclear'] as const).flatMap((verdict) => {
    const names = found.comparisons
      .filter((item) => item.verdict === verdict)
      .map(({ runId }) => nameOf(runId));
    if (names.length === 0) return [];
    const text = list.format(someNames(names, words));
    return verdict === 'unclear'
      ? words.real.unclear(text, names.length)
      : words.real[verdict](text, names.length, base);
  });
  const isBetter = found.comparisons.some(({ verdict }) => verdict === 'better');
  if (told.length > 0) return { text: told.join(' '), tone: isBetter ? 'ok' : 'idle' };
  return { text: [wordLeader(comparison, words), words.real.none].join(' ').trim(), tone: 'idle' };
}

/** A sentence of twenty names is none. */
const mostNames = 5;

function someNames(names: readonly string[], words: ReportWords): readonly string[] {
  if (names.length <= mostNames + 1) return names;
  return [...names.slice(0, mostNames), words.real.others(names.length - mostNames)];
}

function wordLeader({ runs, baseline, metrics, main }: RunComparison, words: ReportWords): string {
  const metric = metrics.find(({ key }) => key === main);
  if (metric === undefined) return '';
  if (metric.best === null) return words.real.level(metric.key);
  const place = metric.last.indexOf(metric.best);
  const decimals = decimalsOf(metric.last);
  return words.real.leads(
    runs[place]?.name ?? '',
    metric.key,
    wordValue(metric.best, decimals, words.locale),
    place === baseline ? null : leadOf(metric, baseline, decimals, words),
    runs[baseline]?.name ?? '',
  );
}

function leadOf(
  metric: ComparedMetric,
  baseline: number,
  decimals: number,
  words: ReportWords,
): string | null {
  const base = metric.last[baseline];
  if (typeof base !== 'number' || metric.best === null) return null;
  const points = metric.isShare ? words.points : null;
  return wordDelta(metric.best - base, { decimals, points, locale: words.locale });
}

/** The intervals, drawn and in figures, with n, and why runs have none; nothing when the baseline has no predictions. */
export function buildReal(
  comparison: RunComparison,
  found: Significance,
  words: ReportWords,
): ReportSection[] {
  const { comparisons, refused, left, metric, table } = found;
  const nameOf = namesOf(comparison);
  const { real } = words;
  if (table === null) return [];
  const notes = refused.map(({ runId, problem }) => real.refused(nameOf(runId), real.problems[problem]));
  if (left > 0) notes.push(real.left(left));
  if (comparisons.length === 0) return notes.length === 0 ? [] : [{ title: real.title, after: notes }];
  const scale = metric === 'accuracy' ? 100 : 1;
  const unit = metric === 'accuracy' ? ` ${words.points}` : '';
  const word = (value: number): string => wordFigure(value * scale, words.locale, true);
  return [
    {
      title: real.title,
      note: real.note(metric ?? '', nameOf(found.baseline), table),
      drawing: drawIntervals(
        comparisons.map((item) => ({
          ...item,
          name: nameOf(item.runId),
          place: comparison.runs.findIndex(({ runId }) => runId === item.runId),
        })),
        { scale, unit, locale: words.locale },
      ),
      table: {
        head: [...real.head],
        right: [false, true, true, true, false, true, false],
        rows: comparisons.map((item) => [
          { text: nameOf(item.runId) },
          { text: item.n.toLocaleString(words.locale) },
          { text: word(item.difference) + unit },
          { text: `${word(item.low)} ${real.to} ${word(item.high)}` },
          { text: item.fixed === null ? '' : real.rows(item.fixed, item.broken ?? 0) },
          { text: wordChance(item.correctedP, words.locale) },
          { text: real.verdicts[item.verdict], isBest: item.verdict !== 'unclear' },
        ]),
      },
      after: [real.method(comparisons.length), ...notes],
    },
  ];
}

/** Means over seeds, each with its n. */
export function buildSeeds({ seeds }: Significance, words: ReportWords): ReportSection[] {
  return seeds.map(({ param, metrics }) => ({
    title: words.seeds.title(param),
    note: words.seeds.note,
    table: {
      head: [...words.seeds.head],
      right: [false, true, true, true],
      rows: metrics.map(({ key, n, mean, low, high }) => [
        { text: key },
        { text: String(n) },
        { text: wordFigure(mean, words.locale) },
        {
          text:
            low === null || high === null
              ? '–'
              : `${wordFigure(low, words.locale)} ${words.real.to} ${wordFigure(high, words.locale)}`,
        },
      ]),
    },
  }));
}

function namesOf({ runs }: RunComparison): (runId: string) => string {
  const names = new Map(runs.map(({ runId, name }) => [runId, name]));
  return (runId) => names.get(runId) ?? runId.slice(0, 8);
}
