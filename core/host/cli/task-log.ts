import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { TaskRun } from '#contract/pipelines.ts';
import type { EngineClient, Outputs } from '#contract/procedures.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner, EngineCommandContext } from './command-runner.ts';
import { savePieces } from './download.ts';
import { parseWhole } from './options.ts';
import { taskName } from './pipeline-text.ts';
import { toOneLine } from './table.ts';
import { addShowCommand } from './task-show.ts';
import { examples } from './text-blocks.ts';
import { wordBytes } from './words.ts';

interface LogOptions {
  try?: number;
  mapIndex?: number;
  follow?: boolean;
  search?: string;
  matchCase?: boolean;
  download?: string;
  force?: boolean;
}

/** `stile task log ...` */
export function addTaskCommands(program: Command, runner: CommandRunner): void {
  const group = program.command('task').description('tasks of pipeline runs');
  addShowCommand(group, runner);
  group
    .command('log <run> <task>')
    .description('print the log of a task, of its newest try; search it, or save it as a file')
    .option('--try <n>', 'of this try', parseWhole)
    .option('--map-index <n>', 'of this instance of a map (the first)', parseWhole)
    .option('--follow', 'go on until the try is over')
    .option('--search <text>', 'print the lines that hold this, with their numbers; exit 1 when none does')
    .option('--match-case', 'with --search: capitals count')
    .option('--download <file>', 'save it under this name')
    .option('--force', 'with --download: write over a file that is there')
    .addHelpText(
      'after',
      examples(
        'stile task log 0f3c… train_model',
        'stile task log 0f3c… train_model --follow',
        'stile task log 0f3c… score --map-index 3 --search "out of memory"',
        'stile task log 0f3c… train_model --try 1 --download train.log',
      ),
    )
    .action(
      runner.withEngine((ctx, pipelineRunId: string, taskId: string, options: LogOptions) =>
        answer(ctx, pipelineRunId, taskId, options),
      ),
    );
}

interface AttemptRef {
  pipelineRunId: string;
  taskId: string;
  try?: number;
  mapIndex?: number;
}

async function answer(
  ctx: EngineCommandContext,
  pipelineRunId: string,
  taskId: string,
  options: LogOptions,
): Promise<CommandResult> {
  const { follow = false, search, download, mapIndex } = options;
  if ([follow, search !== undefined, download !== undefined].filter(Boolean).length > 1)
    throw invalidArgument(
      'task log',
      '',
      '--follow, --search and --download exclude each other',
      'Give one.',
    );
  const ref = {
    pipelineRunId,
    taskId,
    ...(options.try !== undefined && { try: options.try }),
    ...(mapIndex !== undefined && { mapIndex }),
  };
  if (mapIndex === undefined) await tellInstance(ctx, ref);
  if (search !== undefined) return searchLog(ctx, ref, search, options.matchCase === true);
  if (download !== undefined) return downloadLog(ctx, ref, download, options.force === true);
  return readLog(ctx, ref, follow);
}

/** Of a map one instance alone is shown: which, and how the others are. */
async function tellInstance({ client, output }: EngineCommandContext, ref: AttemptRef): Promise<void> {
  const { tasks } = await client.pipelines.getRun({ pipelineRunId: ref.pipelineRunId });
  const note = instanceNote(tasks.filter(({ taskId }) => taskId === ref.taskId));
  if (note !== null) output.note(note);
}

/** @returns null where there is nothing to choose from */
export function instanceNote(instances: readonly TaskRun[]): string | null {
  const [first] = instances;
  if (first === undefined || instances.length < 2) return null;
  const last = instances.at(-1)?.mapIndex ?? first.mapIndex;
  return `This is ${toOneLine(taskName(first))}, one of ${instances.length} instances. For another: --map-index ${first.mapIndex} to ${last}`;
}

/** How often a log that grows is looked at, in ms: it is a person who reads it. */
const lookMs = 300;

/** Printed as it comes: what a log holds need not fit into the memory. With --json it is kept for the document. */
async function readLog(
  { client, json }: EngineCommandContext,
  ref: AttemptRef,
  follow: boolean,
): Promise<CommandResult> {
  const pieces: string[] = [];
  for (let offset = 0; ;) {
    const { text, nextOffset, size, ended } = await client.pipelines.log({ ...ref, offset });
    if (json) pieces.push(text);
    else await writeOut(text);
    offset = nextOffset;
    if (nextOffset < size) continue;
    if (ended || !follow) break;
    await wait(lookMs);
  }
  const { pipelineRunId, taskId } = ref;
  return { json: { pipelineRunId, taskId, text: pieces.join('') }, text: () => '' };
}

/** No faster than the reader takes it. */
function writeOut(text: string): Promise<void> {
  return new Promise((done, fail) => {
    process.stdout.write(text, (error) => {
      if (error) fail(error);
      else done();
    });
  });
}

async function searchLog(
  { client, output }: EngineCommandContext,
  ref: AttemptRef,
  text: string,
  matchCase: boolean,
): Promise<CommandResult> {
  const matches: Outputs['pipelines']['searchLog']['matches'] = [];
  for (let [offset, line] = [0, 1]; ;) {
    const page = { offset, line, maxMatches: 1000 };
    const found = await client.pipelines.searchLog({ ...ref, text, matchCase, ...page });
    matches.push(...found.matches);
    if (found.isAll) break;
    [offset, line] = [found.nextOffset, found.nextLine];
    output.progress(`searched ${wordBytes(offset)} of ${wordBytes(found.size)}`);
  }
  return {
    json: { ...ref, matches },
    text: () => matches.map(({ line, text: words }) => `${line}: ${words}\n`).join(''),
    exitCode: matches.length === 0 ? 1 : 0,
  };
}

async function downloadLog(
  { client, output, surroundings }: EngineCommandContext,
  ref: AttemptRef,
  to: string,
  force: boolean,
): Promise<CommandResult> {
  const file = resolve(surroundings.cwd, to);
  let size = 0;
  await savePieces({ file, force, remedy: 'Choose another name' }, readPieces(client, ref), (bytes) => {
    size += bytes;
    output.progress(wordBytes(size));
  });
  return { json: { ...ref, file, size }, text: () => `${file}\t${wordBytes(size)}\n` };
}

async function* readPieces(client: EngineClient, ref: AttemptRef): AsyncGenerator<Buffer> {
  for (let offset = 0; ;) {
    const { chunk, end } = await client.pipelines.downloadLog({ ...ref, offset });
    const piece = Buffer.from(await chunk.arrayBuffer());
    yield piece;
    offset += piece.length;
    if (end || piece.length === 0) return;
  }
}
