import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import type { TransferAuth, TransferJob } from '#contract/transfer.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { Environment } from '#core/kernel/folder-hazards.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner, EngineCommandContext } from './command-runner.ts';
import { addPageOptions, readPages, type PageOptions } from './options.ts';
import type { Output } from './output.ts';
import { formatTable } from './table.ts';
import { examples, moreNote } from './text-blocks.ts';
import { jobColumns, jobResult, previewResult, wordCounts } from './transfer-text.ts';

/** `stile import mlflow`, `stile push mlflow`, `stile transfer list|show|cancel`; call it after `stile import` is there. */
export function addTransferCommands(program: Command, runner: CommandRunner): void {
  addImport(program, runner);
  addPush(program, runner);
  const group = program.command('transfer').description('imports from MLflow and pushes to it');
  addPageOptions(group.command('list').description('list imports and pushes, the newest first'))
    .addHelpText('after', examples('stile transfer list'))
    .action(runner.withEngine(({ client }, options: PageOptions) => listJobs(client, options)));
  group
    .command('show <job>')
    .description('show an import or a push with its report')
    .addHelpText('after', examples('stile transfer show 3', 'stile transfer show 3 --json'))
    .action(
      runner.withEngine(async ({ client }, id: string) => {
        const job = await client.transfer.job({ jobId: parseJobId(id) });
        return { ...jobResult(job), exitCode: 0 };
      }),
    );
  group
    .command('cancel <job>')
    .description('end an import or a push; what was brought stays')
    .addHelpText('after', examples('stile transfer cancel 3'))
    .action(
      runner.withEngine(async ({ client }, id: string) => {
        const job = await client.transfer.cancel({ jobId: parseJobId(id) });
        return { ...jobResult(job), exitCode: 0 };
      }),
    );
}

interface ImportOptions {
  artifacts?: string;
  prefix?: string;
  experiment?: string[];
  models: boolean;
  files: boolean;
  dryRun?: boolean;
}

function addImport(program: Command, runner: CommandRunner): void {
  const group = program.commands.find((command) => command.name() === 'import') ?? program.command('import');
  group
    .command('mlflow <source>')
    .description('bring experiments, runs and models of an MLflow store into the workspace')
    .option('--artifacts <folder>', 'the folder with the artifacts, where the store names another place')
    .option('--prefix <text>', 'put before the names of experiments and models')
    .option('--experiment <name...>', 'only these experiments, and the versions that come from their runs')
    .option('--no-models', 'leave out registered models')
    .option('--no-files', 'leave out artifacts')
    .option('--dry-run', 'tell what would come, and write nothing')
    .addHelpText('after', importHelp)
    .action(
      runner.withEngine((ctx, source: string, options: ImportOptions) => importMlflow(ctx, source, options)),
    );
}

const importHelp = `
The source is a database mlflow.db, a folder mlruns, or the address of a tracking server. It is only read, and may be
in use. The same import again goes on after an interruption, and brings what is new since.
A server that wants to know who asks: MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.
${examples(
  'stile import mlflow mlflow.db --dry-run',
  'stile import mlflow ~/project/mlruns',
  'stile import mlflow http://127.0.0.1:5000 --experiment churn',
  'stile import mlflow mlflow.db --artifacts /srv/mlartifacts --prefix team/',
)}`;

async function importMlflow(
  ctx: EngineCommandContext,
  given: string,
  options: ImportOptions,
): Promise<CommandResult> {
  const { client, surroundings } = ctx;
  const named = given.replace(/^sqlite:\/\/\//i, '');
  const { artifacts, prefix = '', experiment: experiments = [], models, files } = options;
  const isAddress = /^[a-z][a-z0-9+.-]+:\/\//i.test(named);
  const order = {
    source: isAddress ? named : resolve(surroundings.cwd, named),
    ...(artifacts !== undefined && { artifacts: resolve(surroundings.cwd, artifacts) }),
    ...{ prefix, experiments, models, files },
    ...readAuth(surroundings.env, given),
  };
  if (options.dryRun === true) return previewResult(await client.transfer.previewImport(order));
  return jobResult(await follow(ctx, await client.transfer.startImport(order)));
}

interface PushOptions {
  experiment?: string[];
  model?: string[];
  all?: boolean;
  files: boolean;
  verify: boolean;
  dryRun?: boolean;
}

function addPush(program: Command, runner: CommandRunner): void {
  program
    .command('push')
    .description('send experiments and models elsewhere')
    .command('mlflow <server>')
    .description('send experiments, runs and models to an MLflow tracking server')
    .option('--experiment <name...>', 'these experiments with their runs and logged models')
    .option('--model <name...>', 'these registered models, with the runs that their versions come from')
    .option('--all', 'every experiment and every model')
    .option('--no-files', 'leave out artifacts')
    .option('--no-verify', 'do not read back what was sent')
    .option('--dry-run', 'tell what would be sent, and send nothing')
    .addHelpText('after', pushHelp)
    .action(
      runner.withEngine((ctx, server: string, options: PushOptions) => pushMlflow(ctx, server, options)),
    );
}

const pushHelp = `
Runs get new ids there and keep theirs in the tag stile.runId, by which the same push again finds them: it goes on after
an interruption and sends what is new since. Nothing is deleted on the server. Artifacts need a server that was started
with --serve-artifacts. MLFLOW_TRACKING_TOKEN, MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD say who sends.
${examples(
  'stile push mlflow http://team-server:5000 --all --dry-run',
  'stile push mlflow http://team-server:5000 --experiment churn --model churner',
)}`;

async function pushMlflow(
  ctx: EngineCommandContext,
  server: string,
  options: PushOptions,
): Promise<CommandResult> {
  const { client, surroundings } = ctx;
  const { experiment: experiments = [], model: models = [], all = false, files, verify } = options;
  const order = { server, experiments, models, all, files, verify, ...readAuth(surroundings.env, server) };
  if (options.dryRun === true) return previewResult(await client.transfer.previewPush(order));
  return jobResult(await follow(ctx, await client.transfer.startPush(order)));
}

/** As MLflow's own clients find out who they are. Only a server is told. */
function readAuth(env: Environment, target: string): { auth?: TransferAuth } {
  if (!/^https?:\/\//i.test(target)) return {};
  const token = env['MLFLOW_TRACKING_TOKEN'] ?? '';
  const username = env['MLFLOW_TRACKING_USERNAME'] ?? '';
  const password = env['MLFLOW_TRACKING_PASSWORD'] ?? '';
  if (token !== '') return { auth: { token } };
  return username === '' && password === '' ? {} : { auth: { username, password } };
}

/** How long one question for the state of a job waits, in ms: what a person watches, and what nobody does. */
const watchMs = 400;
const waitMs = 60_000;

/** Waits for the end of a job, and tells a terminal how it goes. */
async function follow({ client, output }: EngineCommandContext, started: TransferJob): Promise<TransferJob> {
  const isWatched = process.stderr.isTTY;
  const { jobId } = started;
  for (;;) {
    const job = await client.transfer.wait({ jobId, maxWaitMs: isWatched ? watchMs : waitMs });
    if (job.state !== 'running') return job;
    tellProgress(output, job);
  }
}

function tellProgress(output: Output, { progress }: TransferJob): void {
  const { phase, done, total } = progress;
  const share = total === null || total.runs === 0 ? '' : ` of ${total.runs} runs`;
  const words = wordCounts(done);
  output.progress(
    `${phase.replaceAll('_', ' ')}: ${words === '' ? 'nothing yet' : words}${share && ` (${share.trim()})`}`,
  );
}

async function listJobs(client: EngineClient, options: PageOptions): Promise<CommandResult> {
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.transfer.jobs(page),
    ({ jobs }) => jobs,
  );
  return {
    json: { jobs: items, nextPageToken },
    text: (isTerminal) => formatTable(items, jobColumns, isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}

function parseJobId(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw invalidArgument('job', text, 'jobs have numbers', 'See them with: stile transfer list');
}
