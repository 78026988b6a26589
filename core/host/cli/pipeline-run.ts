import type { Command } from 'commander';
import type { Tag } from '#contract/entities.ts';
import type { PipelineRun, TaskRun } from '#contract/pipelines.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner, EngineCommandContext } from './command-runner.ts';
import { collectTag } from './options.ts';
import type { Output } from './output.ts';
import { addPartOptions, planResult, readSelection, type PartOptions } from './pipeline-parts.ts';
import { problemLines, runResult, taskName, wordTaskTime } from './pipeline-text.ts';
import { toOneLine } from './table.ts';
import { examples } from './text-blocks.ts';

interface RunOptions extends PartOptions {
  param?: Tag[];
  definitionHash?: string;
  preview?: boolean;
  wait: boolean;
}

/** `stile pipeline run <pipeline>` */
export function addPipelineRunCommand(group: Command, runner: CommandRunner): void {
  addPartOptions(group.command('run <pipeline>'))
    .description('run a pipeline, or a part of it, and wait for its end; exit 1 when it does not end well')
    .option('--preview', 'list what would run and what would be reused, and do nothing')
    .option('--definition-hash <sha256>', 'only if the file still holds this text')
    .option('--param <key=value>', 'a param; may be given several times', collectTag)
    .option('--no-wait', 'start it in the running engine and go on')
    .addHelpText(
      'after',
      examples(
        'stile pipeline run train',
        'stile pipeline run predict --param rows=200 --param drift=true --json',
        'stile pipeline run train --up-to evaluate --preview',
        'stile pipeline run train --failed',
      ),
    )
    .action(runner.withEngine((ctx, name: string, options: RunOptions) => runPipeline(ctx, name, options)));
}

async function runPipeline(
  ctx: EngineCommandContext,
  name: string,
  { param = [], wait, preview, definitionHash, ...parts }: RunOptions,
): Promise<CommandResult> {
  const { client, output } = ctx;
  const selection = readSelection(parts);
  if (!wait && preview !== true) requireRunning(ctx);
  const { file, params: schemas, problems } = await client.pipelines.get({ name });
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  if (warnings.length > 0) output.note(problemLines(file, warnings).trimEnd());
  const params = Object.fromEntries(
    param.map(({ key, value }) => [key, readParam(key, value, schemas[key])]),
  );
  if (preview === true)
    return planResult(
      await client.pipelines.previewRun({ name, params, selection: selection ?? { mode: 'all' } }),
    );
  const started = await client.pipelines.run({
    name,
    params,
    ...(selection !== undefined && { selection }),
    ...(definitionHash !== undefined && { definitionHash }),
  });
  if (!wait) return runResult(started);
  const run = await waitForEnd(ctx, started);
  return runResult(run, run.state === 'success' ? 0 : 1);
}

/**
 * Refuses --no-wait without a running engine: that of this command would end with it, and take the run along.
 * @throws ENGINE_UNREACHABLE
 */
export function requireRunning({ running, workspace: path }: EngineCommandContext): void {
  if (running !== null) return;
  const cause = 'no engine runs there that could go on after this command';
  throw new StileError(
    'ENGINE_UNREACHABLE',
    `--no-wait cannot start a run in ${path}: ${cause}. Start one with \`stile serve\` or open the app, or leave --no-wait out.`,
    { path, address: null, cause },
  );
}

/**
 * A param as its schema wants it, from what was typed.
 * @throws INVALID_ARGUMENT when the text cannot be read as the type; the engine checks all else
 */
export function readParam(key: string, text: string, schema: unknown): unknown {
  const type =
    typeof schema === 'object' && schema !== null && 'type' in schema ? String(schema.type) : 'string';
  const kind = kinds[type];
  if (kind === undefined) return text;
  const value = kind.read(text);
  if (value !== undefined) return value;
  throw invalidArgument(
    `--param ${key}`,
    text,
    `it takes ${kind.words}`,
    `Write for example ${key}=${kind.example}.`,
  );
}

interface Kind {
  words: string;
  example: string;
  /** `undefined` when the text is none of this kind */
  read(text: string): unknown;
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const readNumber = (text: string): number | undefined => (number.test(text) ? Number(text) : undefined);

/** By JSON Schema's names; texts are taken as they are. */
const kinds: Readonly<Record<string, Kind>> = {
  integer: { words: 'a whole number', example: '10', read: readNumber },
  number: { words: 'a number', example: '0.5', read: readNumber },
  boolean: { words: 'true or false', example: 'true', read: (text) => ({ true: true, false: false })[text] },
  array: { words: 'a JSON list', example: '\'["a", "b"]\'', read: parseJson },
  object: { words: 'a JSON object', example: '\'{"a": 1}\'', read: parseJson },
};

/**
 * How long one question for the state of a run waits for its end, in ms: what a person watches, what stops where somebody
 * has to decide, and all else.
 */
const watchMs = 400;
const ownMs = 1000;
const waitMs = 10_000;

/**
 * The run when it is over. In an engine of this command's own it ends where a person has to decide, too: nobody else
 * can reach that engine, and the run goes on with the decision.
 */
export async function waitForEnd(
  { client, output, running }: EngineCommandContext,
  started: PipelineRun,
): Promise<PipelineRun> {
  const { pipelineRunId } = started;
  const isWatched = process.stderr.isTTY;
  const told = new Set<string>();
  const maxWaitMs = isWatched ? watchMs : running === null ? ownMs : waitMs;
  for (;;) {
    const run = await client.pipelines.waitRun({ pipelineRunId, maxWaitMs });
    if (isWatched) tellChanges(output, run, told);
    if (run.state === 'success' || run.state === 'failed' || run.state === 'canceled') return run;
    if (tellQuestions(output, run, told) && running === null) return run;
  }
}

/** @returns whether nothing goes on before somebody decides */
function tellQuestions(output: Output, { pipelineRunId, tasks }: PipelineRun, told: Set<string>): boolean {
  const asking = tasks.filter(({ state }) => state === 'awaiting_input');
  for (const task of asking) {
    const key = `? ${taskName(task)}`;
    if (told.has(key)) continue;
    told.add(key);
    const answer = `stile pipeline decide ${pipelineRunId} ${task.taskId} --approve | --reject`;
    output.note(`${taskName(task)} asks: ${toOneLine(task.question ?? '')}  ${answer}`);
  }
  const isIdle = tasks.every(
    (task) => isOver(task) || task.state === 'awaiting_input' || task.waitsFor === 'upstream',
  );
  return asking.length > 0 && isIdle;
}

/** A line for each task that is over, and one that changes for those that work. */
function tellChanges(output: Output, run: PipelineRun, told: Set<string>): void {
  for (const task of run.tasks) {
    const name = taskName(task);
    if (!isOver(task) || told.has(name)) continue;
    told.add(name);
    const reason = task.attempts.at(-1)?.reason;
    const words = [name, task.state, wordTaskTime(task)].filter((word) => word !== '').join('  ');
    output.note(reason == null ? words : `${words}  ${toOneLine(reason)}`);
  }
  const working = run.tasks.filter(({ state }) => state === 'running').map(wordWorking);
  if (working.length > 0) output.progress(working.join(', '));
}

function isOver({ state }: TaskRun): boolean {
  return ['success', 'failed', 'skipped', 'upstream_failed', 'canceled', 'interrupted', 'removed'].includes(
    state,
  );
}

function wordWorking(task: TaskRun): string {
  const progress = task.attempts.at(-1)?.progress ?? null;
  return progress === null ? taskName(task) : `${taskName(task)} ${Math.round(progress * 100)} %`;
}
