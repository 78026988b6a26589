import type { Command } from 'commander';
import type { RequestLogEntry, ServingStatus } from '#contract/serving.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { addPageOptions, readPages, type PageOptions } from './options.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, moreNote, pairLines } from './text-blocks.ts';
import { wordCount, wordTime } from './words.ts';

interface LogOptions extends PageOptions {
  model?: string;
}

/** `stile endpoint ...`: what answers over HTTP with the champion of a model. */
export function addEndpointCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('endpoint')
    .description('the address that answers with the champion of a model')
    .addHelpText('after', groupHelp);
  group
    .command('status')
    .description('show where it answers, with which version, and how fast')
    .addHelpText('after', examples('stile endpoint status', 'stile endpoint status --json'))
    .action(runner.withEngine(async ({ client }) => statusResult(await client.serving.status({}))));
  addPageOptions(group.command('log'))
    .description('list what was asked and answered, the newest first')
    .option('--model <name>', 'only of this model')
    .addHelpText('after', examples('stile endpoint log', 'stile endpoint log --model reviews --all --json'))
    .action(runner.withEngine(({ client }, options: LogOptions) => listLog(client, options)));
  group
    .command('use [model]')
    .description('choose the model that /invocations means; without a name: the one promoted last')
    .addHelpText('after', examples('stile endpoint use sentiment_classifier', 'stile endpoint use'))
    .action(
      runner.withEngine(async ({ client }, name: string | undefined) => {
        await client.serving.setModel({ name: name ?? null });
        return statusResult(await client.serving.status({}));
      }),
    );
}

const groupHelp = `
It runs as long as \`stile serve\` or the app does, and follows the alias champion by itself.
${examples(
  'stile endpoint status',
  `curl -H 'Content-Type: application/json' -d '{"inputs": ["good"]}' http://127.0.0.1:5001/invocations`,
)}`;

function statusResult(status: ServingStatus): CommandResult {
  const { state, address, model, models, requests, predictions, errors, problem } = status;
  const facts: [string, string][] = [
    ['State', stateWords[state]],
    ['Address', address === null ? '' : `${address}/invocations`],
    ['Answers with', model === null ? '' : `${toOneLine(model.name)} version ${model.version}`],
    ['Since', wordTime(model?.since ?? null)],
    ['Problem', problem === null ? '' : toOneLine(problem)],
    ['Requests', `${requests} (${wordCount(predictions, 'prediction')}, ${wordCount(errors, 'error')})`],
    ...status.python.map((one): [string, string] => [
      one.runtime === 'onnx' ? 'In ONNX' : 'In Python',
      wordPython(one),
    ]),
    ['Time, half', wordMicros(status.p50Micros)],
    ['Time, 99 %', wordMicros(status.p99Micros)],
    ['By name', models.map(({ name, version }) => `${toOneLine(name)} (version ${version})`).join(', ')],
  ];
  return { json: status, text: () => pairLines(facts) };
}

const stateWords: Record<ServingStatus['state'], string> = {
  off: 'off: it runs with `stile serve` and in the app',
  starting: 'starting',
  serving: 'serving',
  no_model: 'no model has a champion yet',
  failed: 'failed',
};

/** `0.42 ms` */
function wordMicros(micros: number | null): string {
  return micros === null ? '' : `${(micros / 1000).toFixed(2)} ms`;
}

async function listLog(client: EngineClient, options: LogOptions): Promise<CommandResult> {
  const query = options.model === undefined ? {} : { model: options.model };
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.serving.log({ ...query, ...page }),
    ({ entries }) => entries,
  );
  return {
    json: { entries: items, nextPageToken },
    text: (isTerminal) => formatTable(items, columns, isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}

const columns: Column<RequestLogEntry>[] = [
  { title: 'WHEN', cell: ({ at }) => wordTime(at) },
  { title: 'MODEL', cell: ({ modelName, modelVersion }) => wordModel(modelName, modelVersion) },
  { title: 'ROUTE', cell: ({ route }) => route },
  { title: 'STATUS', cell: ({ status }) => String(status), right: true },
  { title: 'ROWS', cell: ({ rows }) => String(rows), right: true },
  { title: 'TIME', cell: ({ micros }) => wordMicros(micros), right: true },
  { title: 'ANSWER', cell: wordAnswer },
];

function wordModel(name: string, version: number | null): string {
  return version === null ? '' : `${name} ${version}`;
}

/** Labels shown of one request with many rows. */
const shownLabels = 3;

function wordAnswer({ predictions, error }: RequestLogEntry): string {
  if (error !== null) return error;
  const shown = predictions
    .slice(0, shownLabels)
    .map(({ label, confidence }) => (confidence === null ? label : `${label} ${confidence.toFixed(2)}`));
  return [...shown, ...(predictions.length > shownLabels ? ['...'] : [])].join(', ');
}

/** `churn version 1: preparing, Downloading numpy`: how far a model in Python is, and why it is no further. */
function wordPython({
  name,
  version,
  state,
  line,
  problem,
  python,
  remarks,
}: ServingStatus['python'][number]): string {
  const detail = problem ?? line ?? python;
  const known = [state, ...(detail === null ? [] : [detail])].join(', ');
  return toOneLine([`${name} version ${version}: ${known}`, ...remarks.map(({ text }) => text)].join('. '));
}
