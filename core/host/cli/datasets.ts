import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { DataSource } from '#contract/datasets.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner, EngineCommandContext } from './command-runner.ts';
import {
  addedResult,
  diffResult,
  inspectionResult,
  listResult,
  rowsResult,
  versionResult,
  versionsResult,
} from './dataset-text.ts';
import { parseWhole, splitPair } from './options.ts';
import { examples } from './text-blocks.ts';
import { wordBytes, wordCount } from './words.ts';

/** `stile dataset ...` */
export function addDatasetCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('dataset')
    .description('datasets: immutable versions of files and tables')
    .addHelpText('after', groupHelp);
  addAdding(group, runner);
  addReads(group, runner);
  addFileCommands(group, runner);
}

const groupHelp = `
A dataset is named by its name, one version of it by reviews@3.
${examples(
  'stile dataset add reviews ./reviews.csv --message "from the shop"',
  'stile dataset show reviews',
  'stile dataset diff reviews 1 2',
)}`;

interface SourceOptions {
  query?: string;
  delimiter?: string;
  encoding?: string;
  header?: boolean;
}

interface AddCommandOptions extends SourceOptions {
  column?: [string, string][];
  message?: string;
  description?: string;
}

function addSourceOptions(command: Command): Command {
  return command
    .option('--query <select>', 'the source is an SQLite file: keep what this SELECT answers')
    .option('--delimiter <character>', 'what stands between cells; found out when left out', parseDelimiter)
    .option('--encoding <name>', 'utf-8, utf-16le, windows-1252 ...; found out when left out')
    .option('--header', 'the first row names the columns')
    .option('--no-header', 'the first row is data');
}

function addAdding(group: Command, runner: CommandRunner): void {
  addSourceOptions(group.command('add <name> <source>'))
    .description('make a version of a file, a folder, an address or the answer of a query')
    .option(
      '--column <new=old>',
      'keep only this column, under a new name; may be given again',
      collectColumn,
    )
    .option('--message <text>', 'what this version is')
    .option('--description <text>', 'what the dataset is')
    .addHelpText(
      'after',
      examples(
        'stile dataset add reviews ./reviews.csv --message "week 47"',
        'stile dataset add reviews ./kunder.csv --column text=Omdöme --column label=Betyg',
        'stile dataset add images ./images',
        'stile dataset add orders ./shop.db --query "SELECT * FROM orders"',
      ),
    )
    .action(
      runner.withEngine(async (ctx, name: string, given: string, options: AddCommandOptions) => {
        const source = await findSource(ctx, given, options.query);
        ctx.output.progress(`reading ${given}`);
        const { column, message, description } = options;
        return addedResult(
          await ctx.client.datasets.add({
            name,
            source,
            csv: toCsvOptions(options),
            ...(column && { columns: Object.fromEntries(column) }),
            ...(message !== undefined && { message }),
            ...(description !== undefined && { description }),
          }),
        );
      }),
    );
  addSourceOptions(group.command('inspect <source>'))
    .description('show what a source holds, without adding it')
    .addHelpText(
      'after',
      examples('stile dataset inspect ./reviews.csv', 'stile dataset inspect ./r.csv --json'),
    )
    .action(
      runner.withEngine(async (ctx, given: string, options: SourceOptions) => {
        const source = await findSource(ctx, given, options.query);
        return inspectionResult(await ctx.client.datasets.inspect({ source, csv: toCsvOptions(options) }));
      }),
    );
}

function addReads(group: Command, runner: CommandRunner): void {
  group
    .command('list')
    .description('list datasets')
    .addHelpText('after', examples('stile dataset list', 'stile dataset list --json'))
    .action(runner.withEngine(async ({ client }) => listResult(await client.datasets.list({}))));
  group
    .command('show <dataset>')
    .description('show a version, the newest when none is named, with its columns')
    .addHelpText('after', examples('stile dataset show reviews', 'stile dataset show reviews@1 --json'))
    .action(
      runner.withEngine(async ({ client }, ref: string) =>
        versionResult(await client.datasets.get(parseRef(ref))),
      ),
    );
  group
    .command('versions <dataset>')
    .description('list the versions of a dataset, newest first')
    .addHelpText('after', examples('stile dataset versions reviews'))
    .action(
      runner.withEngine(async ({ client }, name: string) =>
        versionsResult(await client.datasets.versions({ name })),
      ),
    );
  group
    .command('preview <dataset>')
    .description('show rows of a version')
    .option('--offset <n>', 'how many rows to leave out first', parseWhole)
    .option('--max-results <n>', 'how many rows at most (20)', parseWhole)
    .addHelpText(
      'after',
      examples('stile dataset preview reviews', 'stile dataset preview reviews@1 --offset 100'),
    )
    .action(
      runner.withEngine(async ({ client }, ref: string, { offset = 0, maxResults = 20 }: PreviewOptions) =>
        rowsResult(await client.datasets.preview({ ...parseRef(ref), offset, maxResults })),
      ),
    );
  group
    .command('diff <dataset> <from> <to>')
    .description('compare two versions: columns, rows, files')
    .addHelpText('after', examples('stile dataset diff reviews 1 2', 'stile dataset diff reviews 1 2 --json'))
    .action(
      runner.withEngine(async ({ client }, name: string, from: string, to: string) =>
        diffResult(
          await client.datasets.diff({ name, from: parseVersion(from), to: parseVersion(to) }),
          `${name}@${from} and ${name}@${to}`,
        ),
      ),
    );
}

interface PreviewOptions {
  offset?: number;
  maxResults?: number;
}

function addFileCommands(group: Command, runner: CommandRunner): void {
  group
    .command('verify <dataset>')
    .description('read the stored files again and compare their hashes')
    .addHelpText('after', examples('stile dataset verify reviews', 'stile dataset verify reviews@1'))
    .action(runner.withEngine(({ client }, ref: string) => verify(client, ref)));
  group
    .command('restore <dataset> <folder>')
    .description('write the files of a version into a folder that is empty or new')
    .addHelpText('after', examples('stile dataset restore reviews@1 ./reviews-1'))
    .action(
      runner.withEngine(async ({ client, surroundings }, ref: string, given: string) => {
        const folder = resolve(surroundings.cwd, given);
        const restored = await client.datasets.restore({ ...parseRef(ref), folder });
        return {
          json: restored,
          text: () => `Wrote ${wordCount(restored.files, 'file')} to ${restored.folder}.\n`,
        };
      }),
    );
  group
    .command('describe <dataset> <text>')
    .description('say what a dataset is')
    .addHelpText('after', examples('stile dataset describe reviews "Reviews of the shop, anonymous"'))
    .action(
      runner.withEngine(async ({ client }, name: string, description: string) => {
        await client.datasets.describe({ name, description });
        return { json: { name, description }, text: () => `${name}: ${description}\n` };
      }),
    );
}

async function verify(client: EngineClient, ref: string): Promise<CommandResult> {
  const { files, bytes, damaged } = await client.datasets.verify(parseRef(ref));
  const whole = `${wordCount(files, 'file')}, ${wordBytes(bytes)}: all as they were added.\n`;
  const text = damaged.map((path) => `Damaged: ${path}\n`).join('');
  return { json: { files, bytes, damaged }, text: () => text || whole, exitCode: damaged.length > 0 ? 1 : 0 };
}

/** An address, else a path of this machine: the engine runs on it too. @throws NOT_FOUND */
async function findSource(
  { surroundings }: EngineCommandContext,
  given: string,
  query: string | undefined,
): Promise<DataSource> {
  if (/^https?:\/\//i.test(given)) return { kind: 'url', url: given };
  const path = resolve(surroundings.cwd, given);
  const info = await stat(path).catch((error: unknown) => {
    const message = `There is no file or folder ${path}. Check the path, or write an address with http:// or https://.`;
    throw new StileError('NOT_FOUND', message, { kind: 'file', id: path }, error);
  });
  if (query !== undefined) return { kind: 'sqlite', path, query };
  if (!info.isDirectory() && /\.(db|sqlite3?)$/i.test(path)) {
    const remedy = 'Add --query "SELECT ...".';
    throw invalidArgument(
      'source',
      basename(path),
      'an SQLite file needs the query to keep the answer of',
      remedy,
    );
  }
  return { kind: info.isDirectory() ? 'folder' : 'file', path };
}

function toCsvOptions({ delimiter, encoding, header }: SourceOptions): {
  delimiter?: string;
  encoding?: string;
  hasHeader?: boolean;
} {
  return {
    ...(delimiter !== undefined && { delimiter }),
    ...(encoding !== undefined && { encoding }),
    ...(header !== undefined && { hasHeader: header }),
  };
}

/** `\t` and `tab` can be typed in every shell. */
function parseDelimiter(text: string): string {
  const delimiter = ['\\t', 'tab'].includes(text.toLowerCase()) ? '\t' : text;
  if (delimiter.length === 1) return delimiter;
  throw new InvalidArgumentError('Give one character, or "tab".');
}

function collectColumn(text: string, columns: [string, string][] = []): [string, string][] {
  const { key, value } = splitPair(text);
  return [...columns, [key, value]];
}

/** `reviews`, `reviews@3`, `datasets:/reviews/3` */
function parseRef(text: string): { name: string; version?: number } {
  const match = /^(?:datasets:\/)?([^/@]+)(?:[@/](\d{1,9}))?$/.exec(text);
  const [, name = text, version] = match ?? [];
  return version === undefined ? { name } : { name, version: parseVersion(version) };
}

function parseVersion(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw invalidArgument(
    'version',
    text,
    'versions are numbered from 1',
    'Write for example: stile dataset show reviews@1',
  );
}
