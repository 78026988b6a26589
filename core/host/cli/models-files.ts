import { once } from 'node:events';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import { resolveInside } from '#core/kernel/safe-paths.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner, EngineCommandContext } from './command-runner.ts';
import { savePieces } from './download.ts';
import { fileColumns } from './models-text.ts';
import { formatTable } from './table.ts';
import { examples } from './text-blocks.ts';
import { wordCount } from './words.ts';

interface DownloadOptions {
  output?: string;
  force?: boolean;
}

/** `stile model files|download` */
export function addModelFiles(group: Command, runner: CommandRunner): void {
  group
    .command('files <version>')
    .description('list the files of a version')
    .addHelpText('after', examples('stile model files churn/3', 'stile model files churn@champion --json'))
    .action(
      runner.withEngine(async ({ client }, uri: string): Promise<CommandResult> => {
        const { name, version } = await client.registry.resolve({ uri });
        const found = await client.registry.versionFiles({ name, version });
        return { json: found, text: (isTerminal) => formatTable(found.files, fileColumns, isTerminal) };
      }),
    );
  group
    .command('download <version> [file]')
    .description('copy the files of a version, or one of them, to this machine')
    .option('--output <place>', 'the folder, or of one file its new name; - prints one file')
    .option('--force', 'write over files that are there')
    .addHelpText(
      'after',
      examples(
        'stile model download churn/3 --output churn-3',
        'stile model download churn@champion MLmodel --output -',
      ),
    )
    .action(
      runner.withEngine((ctx, uri: string, file: string | undefined, options: DownloadOptions) =>
        download(ctx, uri, file, options),
      ),
    );
}

async function download(
  ctx: EngineCommandContext,
  uri: string,
  file: string | undefined,
  { output, force = false }: DownloadOptions,
): Promise<CommandResult> {
  const { client } = ctx;
  const { name, version } = await client.registry.resolve({ uri });
  const read = (path: string): AsyncGenerator<Buffer> => readPieces(client, { name, version, path });
  if (output === '-') {
    if (file === undefined || ctx.json)
      throw invalidArgument(
        '--output',
        '-',
        'stdout holds one file and nothing else',
        'Name a file, without --json.',
      );
    for await (const piece of read(file))
      if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
    return { json: null, text: () => '' };
  }
  const target = resolve(
    ctx.surroundings.cwd,
    output ?? (file === undefined ? `${name}-${version}` : basename(file)),
  );
  const paths =
    file === undefined
      ? (await client.registry.versionFiles({ name, version })).files.map(({ path }) => path)
      : [file];
  const files: string[] = [];
  for (const path of paths) {
    const place = file === undefined ? resolveInside(target, path) : target;
    const remedy = 'Choose another place with --output';
    await savePieces({ file: place, force, remedy }, read(path), () => undefined);
    files.push(place);
  }
  return {
    json: { name, version, files },
    text: () => `Copied ${wordCount(files.length, 'file')} to ${target}.\n`,
  };
}

async function* readPieces(
  client: EngineClient,
  asked: { name: string; version: number; path: string },
): AsyncGenerator<Buffer> {
  for (let offset = 0; ;) {
    const { chunk, end } = await client.registry.readVersionFile({ ...asked, offset });
    const piece = Buffer.from(await chunk.arrayBuffer());
    yield piece;
    offset += piece.length;
    if (end || piece.length === 0) return;
  }
}
