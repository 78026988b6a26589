import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import type { ArtifactEntry } from '#contract/entities.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { listArtifactTree, type TransferContext } from './artifact-tree.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner, EngineCommandContext } from './command-runner.ts';
import { downloadFile, downloadToStdout } from './download.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { listLocalFiles, uploadFile } from './upload.ts';
import { wordBytes, wordCount } from './words.ts';

/** `stile artifact ...` */
export function addArtifactCommands(program: Command, runner: CommandRunner): void {
  const group = program.command('artifact').description('files of a run');
  group.addHelpText(
    'after',
    examples(
      'stile artifact put 0f3c… model.pkl models/',
      'stile artifact list 0f3c…',
      'stile artifact get 0f3c… models',
    ),
  );
  group
    .command('list <run> [folder]')
    .description('list the files of a run')
    .option('--recursive', 'with all folders below')
    .addHelpText(
      'after',
      examples('stile artifact list 0f3c…', 'stile artifact list 0f3c… models --recursive --json'),
    )
    .action(
      runner.withEngine(
        (ctx, runId: string, folder: string | undefined, { recursive }: { recursive?: boolean }) =>
          listResult(ctx, runId, folder ?? '', recursive === true),
      ),
    );
  addCopyCommands(group, runner);
  group
    .command('path')
    .argument('<address>', 'runs:/<run id>/<path> or models:/<name>/<version>/<path>')
    .description('print where a file of a run or a model lies on the computer of the engine')
    .addHelpText('after', examples('stile artifact path runs:/0f3c…/models/model.pkl'))
    .action(
      runner.withEngine(async ({ client }, uri: string) => {
        const located = await client.artifacts.locate({ uri });
        return { json: located, text: () => `${located.file}\n` };
      }),
    );
  group
    .command('delete <run> <path>')
    .description('delete a file or a folder of a run')
    .addHelpText('after', examples('stile artifact delete 0f3c… models/old.pkl'))
    .action(
      runner.withEngine(async ({ client }, runId: string, path: string) => {
        await client.artifacts.delete({ runId, path });
        return { json: { runId, path, deleted: true }, text: () => `Deleted ${path}.\n` };
      }),
    );
}

function addCopyCommands(group: Command, runner: CommandRunner): void {
  group
    .command('get <run> <path>')
    .description('copy a file or a folder of a run to this machine')
    .option('--output <path>', 'where to; "-" for stdout, one file only (its own name, here)')
    .option('--force', 'write over what is there')
    .addHelpText(
      'after',
      examples(
        'stile artifact get 0f3c… models --output ./models',
        'stile artifact get 0f3c… log.txt --output - | less',
      ),
    )
    .action(
      runner.withEngine((ctx, runId: string, path: string, options: GetOptions) =>
        getArtifact(ctx, runId, path, options),
      ),
    );
  group
    .command('put <run> <file> [path]')
    .description('copy a file or a folder to a run; a path that ends with / is a folder')
    .addHelpText(
      'after',
      examples('stile artifact put 0f3c… model.pkl', 'stile artifact put 0f3c… ./plots figures/'),
    )
    .action(
      runner.withEngine((ctx, runId: string, file: string, path: string | undefined) =>
        putArtifact(ctx, runId, file, path ?? ''),
      ),
    );
}

async function listResult(
  ctx: EngineCommandContext,
  runId: string,
  folder: string,
  recursive: boolean,
): Promise<CommandResult> {
  const path = folder.replace(/\/$/, '');
  const files = recursive
    ? await listArtifactTree(ctx.client, runId, path)
    : (await ctx.client.artifacts.list({ runId, path })).files;
  const columns: Column<ArtifactEntry>[] = [
    { title: 'SIZE', cell: ({ size }) => (size === null ? '' : String(size)), right: true },
    { title: 'PATH', cell: (entry) => (entry.isFolder ? `${entry.path}/` : entry.path) },
  ];
  return { json: { files }, text: (isTerminal) => formatTable(files, columns, isTerminal) };
}

interface GetOptions {
  output?: string;
  force?: boolean;
}

async function getArtifact(
  ctx: EngineCommandContext,
  runId: string,
  given: string,
  { output, force }: GetOptions,
): Promise<CommandResult> {
  const path = given.replace(/\/$/, '');
  if (output === '-') return getToStdout(ctx, runId, path);
  const target = resolve(ctx.surroundings.cwd, output ?? basename(path));
  const files = await findFiles(ctx, runId, path);
  const transfer = startTransfer(ctx, files.length);
  const written = [];
  for (const file of files) {
    const inside = file === path ? '' : file.slice(path === '' ? 0 : path.length + 1);
    written.push(
      await downloadFile(transfer, { runId, path: file, root: target, inside, force: force === true }),
    );
  }
  return {
    json: { runId, files: written },
    text: () => `Copied ${wordCount(written.length, 'file')} to ${target}.\n`,
  };
}

async function getToStdout(ctx: EngineCommandContext, runId: string, path: string): Promise<CommandResult> {
  if (ctx.json) {
    throw invalidArgument('--output', '-', 'with --json stdout holds the JSON', 'Leave one of the two out.');
  }
  await downloadToStdout(ctx.client, runId, path);
  return { json: null, text: () => '' };
}

/** The file itself, or every file of the folder. @throws NOT_FOUND */
async function findFiles({ client }: EngineCommandContext, runId: string, path: string): Promise<string[]> {
  const parent = path.split('/').slice(0, -1).join('/');
  const { files } = await client.artifacts.list({ runId, path: parent });
  const entry = files.find((file) => file.path === path);
  if (path !== '' && entry === undefined) {
    const message = `There is no artifact "${path}" in run ${runId}. See: stile artifact list ${runId} --recursive`;
    throw new StileError('NOT_FOUND', message, { kind: 'artifact', id: path });
  }
  if (entry?.isFolder === false) return [path];
  const tree = await listArtifactTree(client, runId, path);
  return tree.filter(({ isFolder }) => !isFolder).map((file) => file.path);
}

async function putArtifact(
  ctx: EngineCommandContext,
  runId: string,
  given: string,
  path: string,
): Promise<CommandResult> {
  const source = resolve(ctx.surroundings.cwd, given);
  const isFolder = await isLocalFolder(source);
  // A folder's files go below the path; a file goes into a folder, or gets the path as its name.
  const base = path === '' || path.endsWith('/') ? `${path}${isFolder ? '' : basename(source)}` : path;
  const files = isFolder ? await listLocalFiles(source) : [''];
  const transfer = startTransfer(ctx, files.length);
  const written = [];
  for (const file of files) {
    const target = [base.replace(/\/$/, ''), file].filter((part) => part !== '').join('/');
    written.push(await uploadFile(transfer, { runId, path: target, file: resolve(source, file) }));
  }
  const bytes = written.reduce((sum, { size }) => sum + size, 0);
  return {
    json: { runId, files: written },
    text: () => `Copied ${wordCount(written.length, 'file')}, ${wordBytes(bytes)}, to run ${runId}.\n`,
  };
}

async function isLocalFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    const message = `There is no file or folder ${path}. Check the path.`;
    throw new StileError('NOT_FOUND', message, { kind: 'file', id: path }, error);
  }
}

function startTransfer({ client, output }: EngineCommandContext, files: number): TransferContext {
  let [bytes, done] = [0, 0];
  return {
    client,
    onBytes: (n) => {
      bytes += n;
      output.progress(`${done}/${wordCount(files, 'file')}, ${wordBytes(bytes)}`);
    },
    onFile: () => {
      done++;
    },
  };
}
