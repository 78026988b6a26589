import type { Command } from 'commander';
import type { PipelinePython } from '#contract/pipeline-python.ts';
import type { Outputs } from '#contract/procedures.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { ExitCode } from '../failure.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner, EngineCommandContext } from './command-runner.ts';
import { whileTellingInstaller } from './python-progress.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, pairLines } from './text-blocks.ts';

/** `stile pipeline python` */
export function addPipelinePythonCommand(group: Command, runner: CommandRunner): void {
  group
    .command('python [pipelines...]')
    .description(
      'say which Python tasks run in and what that lacks, before a run, of all pipelines without names',
    )
    .option('--prepare', 'make the environment of the one that is named now rather than in the first run')
    .addHelpText(
      'after',
      `\nWith --json the answer is {"pythons": [...]}, however many are named. Exits with 1 when tasks of one cannot run, and\nwith 2 when the file of one has errors.\n${examples(
        'stile pipeline python',
        'stile pipeline python train',
        'stile pipeline python train --prepare',
        'stile pipeline python train --json',
      )}`,
    )
    .action(
      runner.withEngine((ctx, names: string[], options: { prepare?: boolean }) => {
        const [name, ...more] = names;
        if (name !== undefined && more.length === 0) return show(ctx, name, options);
        if (options.prepare !== true) return showAll(ctx, names);
        throw invalidArgument(
          '--prepare',
          names.length === 0 ? 'no pipeline' : names.join(' '),
          'one environment is made at a time',
          'Name one pipeline.',
        );
      }),
    );
}

async function show(
  ctx: EngineCommandContext,
  name: string,
  { prepare = false }: { prepare?: boolean },
): Promise<CommandResult> {
  const { pipelines } = ctx.client;
  const found = prepare
    ? await whileTellingInstaller(ctx, () => pipelines.preparePython({ name }))
    : await pipelines.python({ name });
  return pythonResult({ name, ...found });
}

type NamedPython = Outputs['pipelines']['pythons']['pythons'][number];

async function showAll({ client }: EngineCommandContext, names: string[]): Promise<CommandResult> {
  const answer = await client.pipelines.pythons(names.length === 0 ? {} : { names });
  return {
    json: answer,
    text: (isTerminal) => formatTable(answer.pythons, columns, isTerminal),
    exitCode: exitCodeOf(answer.pythons),
  };
}

function exitCodeOf(pythons: readonly NamedPython[]): ExitCode {
  if (pythons.some(({ failure }) => failure?.code === 'PIPELINE_INVALID')) return 2;
  return pythons.every(({ problem }) => problem === null) ? 0 : 1;
}

const columns: Column<NamedPython>[] = [
  { title: 'PIPELINE', cell: ({ name }) => name },
  { title: 'STATE', cell: wordState },
  { title: 'PYTHON', cell: ({ version }) => version ?? '' },
  { title: 'PROBLEM', cell: ({ problem }) => problem ?? '' },
];

function wordState({ state, problem }: NamedPython): string {
  if (state !== null) return states[state];
  return problem === null ? 'not needed' : 'the file has errors';
}

const states: Readonly<Record<NonNullable<PipelinePython['state']>, string>> = {
  ready: 'ready',
  incomplete: 'lacks packages',
  absent: 'to be made by the first run, or with --prepare',
  preparing: 'is being made',
  failed: 'could not be made; the next run tries again',
  unusable: 'not to be had here',
};

function pythonResult(found: NamedPython): CommandResult {
  const { tasks, state, path, version, environmentId, packages, requirements, line, problem } = found;
  const facts: [string, string][] =
    state === null
      ? [['Python', 'not needed: no task of this pipeline runs in it']]
      : [
          ['State', states[state]],
          ['Python', path === null ? '' : `${toOneLine(path)} (${version ?? ''})`],
          ['Environment', environmentId ?? ''],
          ['Packages', packages === null ? '' : String(packages)],
          ['Requirements', toOneLine(requirements.join(' '))],
          ['Tasks', tasks.join(', ')],
          ['Installer', toOneLine(line ?? '')],
          ['Problem', toOneLine(problem ?? '')],
        ];
  return { json: { pythons: [found] }, text: () => pairLines(facts), exitCode: exitCodeOf([found]) };
}
