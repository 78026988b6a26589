import type { Command } from 'commander';
import type { AttemptDetail } from '#contract/pipeline-views.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { parseWhole } from './options.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, pairLines } from './text-blocks.ts';

interface ShowOptions {
  try?: number;
  mapIndex?: number;
}

/** `stile task show <run> <task>` */
export function addShowCommand(group: Command, runner: CommandRunner): void {
  group
    .command('show <run> <task>')
    .description('what a task was given, ran in, read and made, of its newest try')
    .option('--try <n>', 'of this try', parseWhole)
    .option('--map-index <n>', 'of this instance of a map (the first)', parseWhole)
    .addHelpText(
      'after',
      examples('stile task show 0f3c… train_model', 'stile task show 0f3c… score --map-index 3 --json'),
    )
    .action(
      runner.withEngine(async ({ client }, pipelineRunId: string, taskId: string, options: ShowOptions) =>
        showResult(await client.pipelines.attempt({ pipelineRunId, taskId, ...options })),
      ),
    );
}

function showResult(detail: AttemptDetail): CommandResult {
  const { input, source, folder, files, environment, lineage, cachedFrom } = detail;
  const { hash, python, variables, exitCode, signal, pid } = environment;
  const facts: [string, string][] = [
    ['Input', toOneLine(JSON.stringify(input ?? null))],
    ['Taken from', cachedFrom === null ? '' : `run ${cachedFrom.pipelineRunId}, task ${cachedFrom.taskId}`],
    ['Folder', folder],
    ['Python', toOneLine(python ?? '')],
    ['Environment', hash ?? ''],
    ['Exit code', exitCode === null ? '' : String(exitCode)],
    ['Signal', signal ?? ''],
    ['Process', pid === null ? '' : String(pid)],
    ...Object.entries(variables).map(([name, value]): [string, string] => [
      `Variable ${name}`,
      toOneLine(value),
    ]),
  ];
  return {
    json: detail,
    text: (isTerminal) =>
      [
        `${pairLines(facts)}\n${source}\n`,
        lineage.length === 0 ? '' : `\n${formatTable(lineage, lineageColumns, isTerminal)}`,
        files.length === 0 ? '' : `\n${formatTable(files, fileColumns, isTerminal)}`,
      ].join(''),
  };
}

const lineageColumns: Column<AttemptDetail['lineage'][number]>[] = [
  { title: 'LINEAGE', cell: ({ direction }) => direction },
  { title: 'KIND', cell: ({ kind }) => kind },
  { title: 'NAME', cell: ({ name }) => name },
  { title: 'ID', cell: ({ id }) => id },
];

const fileColumns: Column<AttemptDetail['files'][number]>[] = [
  { title: 'FILE', cell: ({ path }) => path },
  { title: 'BYTES', cell: ({ size }) => String(size), right: true },
];
