import type { Command } from 'commander';
import type { PipelinePython } from '#contract/pipeline-python.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner, EngineCommandContext } from './command-runner.ts';
import { whileTellingInstaller } from './python-progress.ts';
import { toOneLine } from './table.ts';
import { examples, pairLines } from './text-blocks.ts';

/** `stile pipeline python` */
export function addPipelinePythonCommand(group: Command, runner: CommandRunner): void {
  group
    .command('python <pipeline>')
    .description(
      'say which Python its tasks run in and what that lacks, before a run; fails when they cannot run',
    )
    .option('--prepare', 'make its environment now rather than in the first run')
    .addHelpText(
      'after',
      examples(
        'stile pipeline python train',
        'stile pipeline python train --prepare',
        'stile pipeline python train --json',
      ),
    )
    .action(
      runner.withEngine((ctx, name: string, options: { prepare?: boolean }) => show(ctx, name, options)),
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
  return pythonResult(found);
}

const states: Readonly<Record<NonNullable<PipelinePython['state']>, string>> = {
  ready: 'ready',
  incomplete: 'lacks packages',
  absent: 'to be made by the first run, or with --prepare',
  preparing: 'is being made',
  failed: 'could not be made; the next run tries again',
  unusable: 'not to be had here',
};

function pythonResult(found: PipelinePython): CommandResult {
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
  const isReady = problem === null;
  return { json: found, text: () => pairLines(facts), exitCode: isReady ? 0 : 1 };
}
