import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { seriesLimits, type SeriesLine, type SeriesX, type Smoothing } from '#contract/series.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner, EngineCommandContext } from './command-runner.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { wordTime } from './words.ts';

interface SeriesOptions {
  metric?: string[];
  x: SeriesX;
  from?: number;
  to?: number;
  buckets: number;
  smoothing: Smoothing;
  logX?: boolean;
  csv?: boolean;
}

/** `stile run series` */
export function addSeriesCommand(group: Command, runner: CommandRunner): void {
  group
    .command('series <run...>')
    .description('lines of metrics as charts draw them: thinned with their extremes kept, smoothed')
    .option('--metric <key...>', 'of these metrics; left out, the metrics that there are')
    .option('--x <what>', 'step, time, relative, or metric:<key>', parseX, 'step' as const)
    .option('--from <x>', 'only from here on', parseNumber)
    .option('--to <x>', 'only up to here', parseNumber)
    .option('--buckets <n>', 'each keeps its first, least, greatest and last point', parseBuckets, 1000)
    .option('--smoothing <kind:strength>', 'ema:0.6, gaussian:10, or none', parseSmoothing, noSmoothing)
    .option('--log-x', 'divide x by powers')
    .addOption(new Option('--csv', 'the points as CSV').conflicts('json'))
    .addHelpText(
      'after',
      examples(
        'stile run series 0f3c…',
        'stile run series 0f3c… 77ab… --metric loss --smoothing ema:0.6 --csv',
        'stile run series 0f3c… --metric loss --x metric:epoch --from 2 --to 4 --json',
      ),
    )
    .action(
      runner.withEngine((ctx, runIds: string[], options: SeriesOptions) => series(ctx, runIds, options)),
    );
}

async function series(
  { client }: EngineCommandContext,
  runIds: string[],
  options: SeriesOptions,
): Promise<CommandResult> {
  const { metric: keys, x, buckets, smoothing, from = -Infinity, to = Infinity } = options;
  if (keys === undefined) return namesResult(await client.runs.metricNames({ runIds }));
  const range = from === -Infinity && to === Infinity ? null : { from: wide(from), to: wide(to) };
  const ask: Inputs['runs']['metricSeries'] = {
    runIds,
    keys,
    x,
    buckets,
    smoothing,
    range,
    xScale: options.logX === true ? 'log' : 'linear',
  };
  return seriesResult(await client.runs.metricSeries(ask), options.csv === true);
}

/** JSON, in which the call travels, knows no infinities. */
function wide(x: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, x));
}

function namesResult({ names }: Outputs['runs']['metricNames']): CommandResult {
  const columns: Column<(typeof names)[number]>[] = [
    { title: 'METRIC', cell: ({ key }) => key },
    { title: 'RUNS', cell: ({ runs }) => String(runs), right: true },
    { title: 'POINTS', cell: ({ points }) => String(points), right: true },
    { title: 'LAST STEP', cell: ({ lastStep }) => String(lastStep), right: true },
    { title: 'LAST', cell: ({ lastAt }) => wordTime(lastAt) },
  ];
  return { json: { names }, text: (isTerminal) => formatTable(names, columns, isTerminal) };
}

interface PointRow {
  runId: string;
  key: string;
  x: number;
  value: number;
  smoothed: number | null;
}

function seriesResult({ lines, extent }: Outputs['runs']['metricSeries'], isCsv: boolean): CommandResult {
  const decoded = lines.map(({ points, ...line }) => ({ ...line, points: decode({ points, ...line }) }));
  const rows = decoded.flatMap((line): PointRow[] =>
    line.points.map(([x = NaN, value = NaN, smoothed]) => ({
      runId: line.runId,
      key: line.key,
      x,
      value,
      smoothed: smoothed ?? null,
    })),
  );
  const json = {
    extent,
    lines: decoded.map((line) => ({ ...line, points: line.points.map((point) => point.map(toJson)) })),
  };
  return {
    json,
    text: (isTerminal) => (isCsv ? csvOf(rows) : formatTable(rows, columnsOf(rows), isTerminal)),
  };
}

function decode({ points, isSmoothed }: SeriesLine): number[][] {
  const bytes = Buffer.from(points, 'base64');
  const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const columns = isSmoothed ? 3 : 2;
  const count = numbers.length / columns;
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: columns }, (__, column) => numbers[column * count + i] ?? NaN),
  );
}

/** NaN and infinities as the texts that they are elsewhere. */
function toJson(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function columnsOf(rows: readonly PointRow[]): Column<PointRow>[] {
  const isSmoothed = rows.some(({ smoothed }) => smoothed !== null);
  return [
    { title: 'RUN', cell: ({ runId }) => runId },
    { title: 'METRIC', cell: ({ key }) => key },
    { title: 'X', cell: ({ x }) => String(x), right: true },
    { title: 'VALUE', cell: ({ value }) => String(value), right: true },
    ...(isSmoothed
      ? [{ title: 'SMOOTHED', cell: ({ smoothed }: PointRow) => String(smoothed ?? ''), right: true }]
      : []),
  ];
}

function csvOf(rows: readonly PointRow[]): string {
  const columns = columnsOf(rows);
  const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const head = columns.map(({ title }) => title.toLowerCase());
  const lines = [head, ...rows.map((row) => columns.map(({ cell }) => quote(cell(row))))];
  return `${lines.map((cells) => cells.join(',')).join('\n')}\n`;
}

const noSmoothing: Smoothing = { kind: 'none' };

function parseX(text: string): SeriesX {
  if (text === 'step' || text === 'time' || text === 'relative') return text;
  if (text.startsWith('metric:') && text.length > 7) return { metric: text.slice(7) };
  throw new InvalidArgumentError('Give step, time, relative, or metric:<key>.');
}

function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Give a number.');
}

function parseBuckets(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= seriesLimits.buckets) return value;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${seriesLimits.buckets}.`);
}

function parseSmoothing(text: string): Smoothing {
  if (text === 'none') return noSmoothing;
  const [kind, strength = ''] = text.split(':');
  const value = Number(strength);
  if (strength !== '' && kind === 'ema' && value >= 0 && value <= 1) return { kind, weight: value };
  if (strength !== '' && kind === 'gaussian' && value >= 0 && value <= 500) return { kind, sigma: value };
  throw new InvalidArgumentError('Give ema:<0 to 1>, gaussian:<0 to 500 thousandths of x>, or none.');
}
