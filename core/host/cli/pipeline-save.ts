import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { Outputs } from '#contract/procedures.ts';
import { errorText, invalidArgument } from '#core/kernel/errors.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandContext, CommandRunner } from './command-runner.ts';
import { problemLines } from './pipeline-text.ts';
import { toOneLine } from './table.ts';
import { examples, pairLines } from './text-blocks.ts';

interface SaveOptions {
  force?: boolean;
  expectedHash?: string;
}

/** `stile pipeline save` */
export function addPipelineSaveCommand(group: Command, runner: CommandRunner): void {
  group
    .command('save <pipeline> [file]')
    .description('write a pipeline from a file or from stdin, byte for byte; refused when it has errors')
    .option('--force', 'write it with its errors, too')
    .option('--expected-hash <hash>', 'refuse when the file there is another one; `none`: when there is any')
    .addHelpText(
      'after',
      `\nThe hash is the SHA-256 of the file: \`stile pipeline show <pipeline> --json | jq .hash\`.\n${examples(
        'stile pipeline save train ./drafts/train.yaml',
        'stile pipeline save train --expected-hash none < train.yaml',
      )}`,
    )
    .action(
      runner.plain(async (ctx, name: string, file: string | undefined, options: SaveOptions) => {
        const { force = false, expectedHash } = options;
        const text = await readPipelineFile(ctx, file);
        const expected = expectedHash === 'none' ? null : expectedHash;
        return ctx.useEngine(async ({ client }) =>
          saveResult(
            await client.pipelines.save({
              name,
              text,
              force,
              ...(expected !== undefined && { expectedHash: expected }),
            }),
          ),
        );
      }),
    );
}

/** @param file from stdin when it is left out. @throws INVALID_ARGUMENT */
export async function readPipelineFile(
  { surroundings }: CommandContext,
  file: string | undefined,
): Promise<string> {
  if (file === undefined) return readAll(process.stdin);
  try {
    return await readFile(resolve(surroundings.cwd, file), 'utf8');
  } catch (error) {
    throw invalidArgument(
      'file',
      file,
      `it cannot be read: ${errorText(error)}`,
      'Name a file that is there.',
    );
  }
}

function saveResult(saved: Outputs['pipelines']['save']): CommandResult {
  const facts: [string, string][] = [
    ['Pipeline', toOneLine(saved.name)],
    ['File', saved.file],
    ['SHA-256', saved.hash],
    ['Tasks', String(saved.tasks.length)],
  ];
  return { json: saved, text: () => pairLines(facts) + problemLines(saved.file, saved.problems) };
}
