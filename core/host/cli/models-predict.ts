import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import type { Prediction, ServedPrediction } from '#contract/serving.ts';
import { invalidArgument, StileError, systemCode } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { readCsvColumn } from './csv-column.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { wordCount } from './words.ts';

interface PredictOptions {
  file?: string;
  column?: string;
  rows?: string;
}

/** `stile model predict` */
export function addModelPredict(group: Command, runner: CommandRunner): void {
  group
    .command('predict <version> [text...]')
    .description('ask a model; a name alone asks its champion')
    .option('--file <csv>', 'ask for every row of a CSV file')
    .option('--column <name>', 'the column with the texts (text)')
    .option('--rows <json>', 'ask for every row of a JSON file: a list of objects by column, or of lists')
    .addHelpText('after', predictHelp)
    .action(
      runner.plain(async (ctx, model: string, given: string[], options: PredictOptions) => {
        const asked = readAsked(ctx.surroundings.cwd, given, options);
        const answer = await ctx.useEngine(({ client }) => predictAll(client, model, asked));
        // Beside the table, so that a pipe gets the table alone.
        if (!ctx.json) ctx.output.note(describeAnswer(answer));
        return answerResult(answer);
      }),
    );
}

const predictHelp = examples(
  'stile model predict churn "Worst service ever"',
  'stile model predict models:/churn/2 "Fine, thanks" "Never again"',
  'stile model predict churn --file reviews.csv --column review --json',
  'stile model predict prices@champion --rows houses.json',
);

/** What is asked about: texts, or rows of a model that takes other things. */
type Asked = { texts: string[] } | { rows: Json[] };

function readAsked(cwd: string, given: readonly string[], options: PredictOptions): Asked {
  const { rows, file } = options;
  if (rows === undefined) return { texts: readTexts(cwd, given, options) };
  if (given.length === 0 && file === undefined) return { rows: readRows(resolve(cwd, rows)) };
  throw invalidArgument('--rows', rows, 'there are texts as well', 'Give the one or the other.');
}

/** @throws NOT_FOUND, INVALID_ARGUMENT */
function readRows(file: string): Json[] {
  const rows = parseJson(readTextFile(file));
  if (Array.isArray(rows) && rows.length > 0) return rows;
  const example = '[{"rooms": 3, "area": 71.5}]';
  throw invalidArgument(
    '--rows',
    file,
    'the file holds no JSON list of rows',
    `Write for example ${example}.`,
  );
}

function readTextFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    throw new StileError('NOT_FOUND', `There is no file ${file}. Check the path.`, {
      kind: 'file',
      id: file,
    });
  }
}

/** Read before the engine is asked: what cannot be read costs no start of an engine. */
function readTexts(cwd: string, given: readonly string[], { file, column }: PredictOptions): string[] {
  if (file !== undefined && given.length > 0) {
    throw invalidArgument('text', given[0], 'the texts come from --file', 'Give the one or the other.');
  }
  if (file !== undefined) return readCsvColumn(resolve(cwd, file), column ?? 'text');
  if (column !== undefined) {
    throw invalidArgument('--column', column, 'it names a column of --file', 'Add --file reviews.csv.');
  }
  if (given.length > 0) return [...given];
  throw invalidArgument('text', '', 'there is nothing to ask about', 'Give a text, or --file reviews.csv.');
}

interface Answer {
  model: ServedPrediction['model'];
  requestIds: string[];
  rows: (Prediction & { text: string })[];
  /** That the model took, all calls together. */
  micros: number;
}

/** Rows per call: the contract takes 10,000. */
const rowsPerCall = 5000;

/**
 * Asks in calls of a size that every link takes. All are answered by the version that answered first, also when the
 * alias moves meanwhile.
 */
async function predictAll(client: EngineClient, model: string, asked: Asked): Promise<Answer> {
  const all: readonly Json[] = 'rows' in asked ? asked.rows : asked.texts;
  const ask = (of: string, at: number): Promise<ServedPrediction> => {
    const end = at + rowsPerCall;
    return client.serving.predict(
      'rows' in asked
        ? { model: of, rows: asked.rows.slice(at, end) }
        : { model: of, texts: asked.texts.slice(at, end) },
    );
  };
  const first = await ask(model, 0);
  const parts = [first];
  for (let at = rowsPerCall; at < all.length; at += rowsPerCall) parts.push(await ask(first.model.uri, at));
  return {
    model: first.model,
    requestIds: parts.map(({ requestId }) => requestId),
    rows: parts
      .flatMap(({ predictions }) => predictions)
      .map((prediction, i) => ({ text: showRow(all[i]), ...prediction })),
    micros: parts.reduce((sum, { micros }) => sum + micros, 0),
  };
}

function showRow(row: Json | undefined): string {
  return typeof row === 'string' ? row : JSON.stringify(row);
}

function answerResult(answer: Answer): CommandResult {
  return {
    json: {
      model: answer.model,
      requestIds: answer.requestIds,
      predictions: answer.rows,
      micros: answer.micros,
    },
    text: (isTerminal) => formatTable(answer.rows, answerColumns(isTerminal), isTerminal),
  };
}

/** A terminal gets the beginning of a long text, so that lines do not wrap. */
const maxShownText = 60;

function answerColumns(isTerminal: boolean): Column<Answer['rows'][number]>[] {
  return [
    { title: 'LABEL', cell: ({ label }) => label },
    { title: 'CONFIDENCE', cell: ({ confidence }) => confidence?.toFixed(3) ?? '', right: true },
    {
      title: 'TEXT',
      cell: ({ text }) =>
        isTerminal && text.length > maxShownText ? `${text.slice(0, maxShownText - 3)}...` : text,
    },
  ];
}

function describeAnswer({ model, rows, micros }: Answer): string {
  const time =
    micros < 1_000_000 ? `${(micros / 1000).toFixed(2)} ms` : `${(micros / 1_000_000).toFixed(2)} s`;
  return `${model.name} version ${model.version} answered ${wordCount(rows.length, 'text')} in ${time}`;
}
