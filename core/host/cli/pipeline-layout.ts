import type { Command } from 'commander';
import { pipelineLayout, type PipelineLayout } from '#contract/pipeline-editing.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { readPipelineFile } from './pipeline-save.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, pairLines } from './text-blocks.ts';

interface LayoutOptions {
  set?: string;
  reset?: boolean;
}

/** `stile pipeline layout` */
export function addPipelineLayoutCommand(group: Command, runner: CommandRunner): void {
  group
    .command('layout <pipeline>')
    .description('show where tasks that a person has moved stand on the canvas, or place them')
    .option('--set <file>', 'keep the places of this file, as --json shows them')
    .option('--reset', 'forget them: all tasks are laid out by themselves')
    .addHelpText(
      'after',
      examples(
        'stile pipeline layout train --json > places.json',
        'stile pipeline layout train --set places.json',
        'stile pipeline layout train --reset',
      ),
    )
    .action(
      runner.plain(async (ctx, name: string, { set, reset }: LayoutOptions) => {
        const given =
          reset === true
            ? { version: 1 as const, positions: {}, collapsed: [] }
            : set === undefined
              ? null
              : toLayout(set, await readPipelineFile(ctx, set));
        return ctx.useEngine(async ({ client }) => {
          if (given !== null) await client.pipelines.saveLayout({ name, layout: given });
          return layoutResult(name, await client.pipelines.layout({ name }));
        });
      }),
    );
}

function toLayout(file: string, text: string): PipelineLayout {
  const { data } = pipelineLayout.safeParse(parseJson(text));
  if (data !== undefined) return data;
  throw invalidArgument('set', file, 'it holds no layout', 'See: stile pipeline layout <pipeline> --json');
}

function layoutResult(name: string, layout: PipelineLayout): CommandResult {
  const places = Object.entries(layout.positions).map(([id, { x, y }]) => ({ id, x, y }));
  const columns: Column<(typeof places)[number]>[] = [
    { title: 'TASK', cell: ({ id }) => id },
    { title: 'X', cell: ({ x }) => String(x), right: true },
    { title: 'Y', cell: ({ y }) => String(y), right: true },
  ];
  return {
    json: layout,
    text: (isTerminal) =>
      `${pairLines([
        ['Pipeline', toOneLine(name)],
        ['Moved tasks', String(places.length)],
        ['Collapsed groups', layout.collapsed.map(toOneLine).join(', ')],
      ])}\n${formatTable(places, columns, isTerminal)}`,
  };
}
