import type { ParamImportance, RunComparison } from '#contract/comparison.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { readSampledHistory } from '#core/tracking/index.ts';
import { compareRuns } from '../compare-runs.ts';
import { rankParams } from '../rank-params.ts';
import { testSignificance } from '../significance.ts';
import { drawCourse, type DrawnLine } from './draw-course.ts';
import { wordFigure } from './numbers.ts';
import { buildReal, buildSeeds, wordVerdict } from './real.ts';
import type { ReportDocument, ReportSection } from './report-parts.ts';
import { buildTables } from './tables.ts';
import { reportWords, type ReportWords } from './words.ts';
import { writeHtml } from './write-html.ts';
import { writeMarkdown } from './write-markdown.ts';

/** Lines that can be told apart in one drawing. */
const mostLines = 7;
const coursePoints = 200;
/** Params beyond these go with the metric by next to nothing. */
const mostParams = 12;
/** Two runs have no order that a param could go with. */
const fewestForImportance = 4;

/** A comparison as one document, in the language of whoever reads it. @throws as `compareRuns`, CANCELED */
export async function writeReport(
  ctx: EngineContext,
  { format, language, all, ...asked }: Inputs['comparison']['report'],
  signal?: AbortSignal,
): Promise<Outputs['comparison']['report']> {
  const words = reportWords[language ?? 'en'];
  const comparison = compareRuns(ctx, asked);
  const found = await testSignificance(ctx, asked, signal);
  const document: ReportDocument = {
    language: language ?? 'en',
    title: words.title(comparison.runs.length),
    verdict: wordVerdict(comparison, found, words),
    facts: factsOf(ctx, comparison, words),
    sections: [
      ...buildReal(comparison, found, words),
      ...buildCourse(ctx, comparison, words),
      ...buildTables(comparison, { words, all: all ?? false }),
      ...buildSeeds(found, words),
      ...buildImportance(ctx, comparison, asked, words),
      buildRuns(comparison, words),
    ],
    footer: words.footer(wordTime(ctx.clock.now())),
  };
  return format === 'html'
    ? { fileName: 'comparison.html', text: writeHtml(document) }
    : { fileName: 'comparison.md', text: writeMarkdown(document) };
}

function factsOf(
  ctx: EngineContext,
  { runs, baseline }: RunComparison,
  words: ReportWords,
): ReportDocument['facts'] {
  const experiments = [...new Set(runs.map(({ experiment }) => experiment))];
  return [
    [words.facts.experiment, experiments.join(', ')],
    [words.facts.baseline, runs[baseline]?.name ?? '–'],
    [words.facts.runs, runs.length.toLocaleString(words.locale)],
    [words.facts.made, `${wordTime(ctx.clock.now())} UTC`],
  ];
}

function buildCourse(
  ctx: EngineContext,
  { runs, course }: RunComparison,
  words: ReportWords,
): ReportSection[] {
  if (course === null) return [];
  const shown = runs.slice(0, mostLines);
  const history = readSampledHistory(ctx, {
    runIds: shown.map(({ runId }) => runId),
    key: course,
    range: null,
    maxResults: coursePoints,
  });
  const lines = shown.flatMap(({ runId, name }, place): DrawnLine[] => {
    const points = history.flatMap((point) => {
      const [x, y] = [Number(point.step), point.value];
      return point.runId === runId && typeof y === 'number' && Number.isFinite(x) ? [{ x, y }] : [];
    });
    return points.length < 2 ? [] : [{ name, place, points }];
  });
  if (lines.length === 0) return [];
  const note = words.courseNote(shown.length, runs.length);
  return [
    { title: words.course(course), note, drawing: drawCourse(lines, words.course(course), words.locale) },
  ];
}

function buildImportance(
  ctx: EngineContext,
  { main, runs }: RunComparison,
  asked: Pick<Inputs['comparison']['report'], 'runs' | 'baseline'>,
  words: ReportWords,
): ReportSection[] {
  if (main === null || runs.length < fewestForImportance) return [];
  const { params, n, isTooFew } = rankParams(ctx, { ...asked, metric: main });
  const ranked = params.filter(({ strength }) => strength !== null).slice(0, mostParams);
  if (ranked.length === 0) return [];
  const { importance } = words;
  return [
    {
      title: importance.title(main),
      note: importance.note,
      table: {
        head: [...importance.head],
        right: [false, true, false, true, true],
        rows: ranked.map((param) => [
          { text: param.param },
          { text: wordFigure(param.strength ?? 0, words.locale) },
          { text: directionOf(param, words) },
          { text: intervalOf(param, words) },
          { text: String(param.n) },
        ]),
      },
      after: isTooFew ? [importance.tooFew(n)] : [],
    },
  ];
}

function directionOf({ correlation, values }: ParamImportance, { importance }: ReportWords): string {
  if (correlation === null) return importance.groups(values);
  return correlation > 0 ? importance.rises : importance.falls;
}

function intervalOf({ low, high }: ParamImportance, { locale, real }: ReportWords): string {
  if (low === null || high === null) return '–';
  return `${wordFigure(low, locale, true)} ${real.to} ${wordFigure(high, locale, true)}`;
}

function buildRuns({ runs }: RunComparison, words: ReportWords): ReportSection {
  return {
    title: words.allRuns,
    table: {
      head: [...words.allRunsHead],
      right: [false, false, false, false, false],
      rows: runs.map(({ name, runId, experiment, status, startedAt }) =>
        [name, runId, experiment, status, wordTime(startedAt)].map((text) => ({ text })),
      ),
    },
  };
}

function wordTime(time: number): string {
  const date = new Date(time);
  // Clients may log any whole number.
  if (Number.isNaN(date.getTime())) return String(time);
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
