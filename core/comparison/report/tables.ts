import type { ComparedMetric, ComparedText, RunComparison } from '#contract/comparison.ts';
import type { MetricValue } from '#contract/entities.ts';
import { decimalsOf, wordDelta, wordValue } from './numbers.ts';
import type { ReportCell, ReportSection } from './report-parts.ts';
import type { ReportWords } from './words.ts';

/** More runs than this stand below each other instead of side by side. */
const mostBeside = 5;
/** Columns of metrics and of params where runs are rows. */
const mostColumns = 8;

export interface TableChoice {
  words: ReportWords;
  /** Also what is equal in all runs. */
  all: boolean;
}

/** Metrics and params of the runs: beside each other while there is room, else a row for each run. */
export function buildTables(comparison: RunComparison, choice: TableChoice): ReportSection[] {
  const metrics = comparison.metrics.filter(({ differs }) => choice.all || differs);
  const texts = comparison.texts.filter(({ differs }) => choice.all || differs);
  const left = comparison.metrics.length + comparison.texts.length - metrics.length - texts.length;
  const sections =
    comparison.runs.length <= mostBeside
      ? beside(comparison, metrics, texts, choice)
      : below(comparison, metrics, texts, choice);
  if (left === 0) return sections;
  const note = choice.words.equalRows(left, comparison.runs.length);
  const last = sections.at(-1) ?? { title: choice.words.table };
  return [...sections.slice(0, -1), { ...last, after: [note, ...(last.after ?? [])] }];
}

function beside(
  { runs, baseline }: RunComparison,
  metrics: readonly ComparedMetric[],
  texts: readonly ComparedText[],
  { words, all }: TableChoice,
): ReportSection[] {
  const head = [words.name, ...runs.map(({ name }) => name)];
  const right = [false, ...runs.map(() => true)];
  const sections: ReportSection[] = [];
  if (metrics.length > 0)
    sections.push({
      title: words.metrics,
      note: words.metricsNote(runs[baseline]?.name ?? ''),
      table: {
        head,
        right,
        rows: metrics.map((metric) => [{ text: metric.key }, ...cellsOf(metric, baseline, words)]),
      },
    });
  if (texts.length > 0)
    sections.push({
      title: words.params,
      note: all ? '' : words.paramsNote,
      table: {
        head,
        right,
        rows: texts.map(({ kind, key, values }) => [
          { text: kind === 'param' ? key : `${words.groups[kind]}: ${key}` },
          ...values.map((value) => textCell(value, values[baseline] ?? null)),
        ]),
      },
    });
  return sections;
}

function below(
  { runs, baseline }: RunComparison,
  metrics: readonly ComparedMetric[],
  texts: readonly ComparedText[],
  { words, all }: TableChoice,
): ReportSection[] {
  const [someMetrics, someTexts] = [metrics.slice(0, mostColumns), texts.slice(0, mostColumns)];
  const more = metrics.length + texts.length - someMetrics.length - someTexts.length;
  const columns = someMetrics.map((metric) => cellsOf(metric, baseline, words, false));
  const table = {
    head: [words.run, ...someMetrics.map(({ key }) => key), ...someTexts.map(({ key }) => key)],
    right: [false, ...someMetrics.map(() => true), ...someTexts.map(() => true)],
    rows: runs.map(({ name }, place): ReportCell[] => [
      { text: name },
      ...columns.map((cells) => cells[place] ?? { text: '–' }),
      ...someTexts.map(({ values }) => textCell(values[place] ?? null, null)),
    ]),
  };
  if (metrics.length + texts.length === 0) return [];
  return [
    {
      title: words.table,
      note: words.tableNote(runs[baseline]?.name ?? '', all),
      table,
      after: more > 0 ? [words.moreColumns(more)] : [],
    },
  ];
}

function cellsOf(
  metric: ComparedMetric,
  baseline: number,
  words: ReportWords,
  withDelta = true,
): ReportCell[] {
  const decimals = decimalsOf(metric.last);
  const base = metric.last[baseline] ?? null;
  return metric.last.map((value, place) => ({
    text: wordValue(value, decimals, words.locale),
    isBest: value !== null && value === metric.best,
    ...(withDelta && place !== baseline ? { delta: deltaOf(value, base, metric, words, decimals) } : {}),
  }));
}

function deltaOf(
  value: MetricValue | null,
  base: MetricValue | null,
  { direction, isShare }: ComparedMetric,
  words: ReportWords,
  decimals: number,
): NonNullable<ReportCell['delta']> {
  if (typeof value !== 'number' || typeof base !== 'number' || value === base)
    return { text: '', tone: 'even' };
  const difference = value - base;
  const text = wordDelta(difference, {
    decimals,
    points: isShare ? words.points : null,
    locale: words.locale,
  });
  if (direction === 'none') return { text, tone: 'even' };
  return { text, tone: difference > 0 === (direction === 'higher') ? 'better' : 'worse' };
}

function textCell(value: string | null, base: string | null): ReportCell {
  return { text: value ?? '–', isQuiet: value === null || value === base };
}
