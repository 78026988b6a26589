import type { Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import type { PreparedPython, PythonEnvironment, PythonInterpreter } from '#contract/python.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { whileTellingInstaller } from './python-progress.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, pairLines } from './text-blocks.ts';
import { wordBytes, wordTime } from './words.ts';

/** `stile python ...`: the Pythons of this machine, and the environments that models run in. */
export function addPythonCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('python')
    .description('the Pythons that models of MLflow run in')
    .addHelpText('after', groupHelp);
  group
    .command('list')
    .description('list the Pythons of this machine, the most wanted first')
    .addHelpText('after', examples('stile python list', 'STILE_PYTHON=~/venv/bin/python stile python list'))
    .action(
      runner.withEngine(async ({ client }) => {
        const { interpreters } = await client.python.interpreters({ refresh: true });
        return {
          json: { interpreters },
          text: (isTerminal) => formatTable(interpreters, interpreterColumns, isTerminal),
        };
      }),
    );
  addEnvironmentCommands(group.command('env').description('environments made for models'), runner);
}

const groupHelp = `
A model logged from Python runs in one that has its packages; where none has, Stile makes an environment.
STILE_PYTHON names the Python to look at first; STILE_PYTHON_ENVS the folder of the environments.`;

function addEnvironmentCommands(group: Command, runner: CommandRunner): void {
  group
    .command('list')
    .description('list the environments, the last used first')
    .addHelpText('after', examples('stile python env list', 'stile python env list --json'))
    .action(runner.withEngine(({ client }) => listEnvironments(client)));
  group
    .command('prepare <model>')
    .description('find or make the Python of a model, before anybody asks it')
    .addHelpText(
      'after',
      examples('stile python env prepare models:/churn@champion', 'stile python env prepare churn'),
    )
    .action(
      runner.withEngine(async (ctx, model: string) =>
        preparedResult(await whileTellingInstaller(ctx, () => ctx.client.python.prepare({ model }))),
      ),
    );
  group
    .command('remove <id>')
    .description('remove an environment; models that need it get a new one')
    .addHelpText('after', examples('stile python env remove 0a1b2c3d4e5f60718293a4b5c6d7e8f9'))
    .action(
      runner.withEngine(async ({ client }, id: string) => {
        await client.python.remove({ id });
        return { json: { removed: id }, text: () => `Removed the environment ${id}.\n` };
      }),
    );
}

async function listEnvironments(client: EngineClient): Promise<CommandResult> {
  const { environments } = await client.python.environments({});
  return {
    json: { environments },
    text: (isTerminal) => formatTable(environments, environmentColumns, isTerminal),
  };
}

const interpreterColumns: Column<PythonInterpreter>[] = [
  { title: 'VERSION', cell: ({ version }) => version ?? '' },
  { title: 'MLFLOW', cell: ({ mlflow }) => mlflow ?? '' },
  { title: 'PACKAGES', cell: ({ packages }) => String(packages), right: true },
  { title: 'FOUND BY', cell: ({ source }) => source },
  { title: 'PATH', cell: ({ path }) => toOneLine(path) },
  { title: 'PROBLEM', cell: ({ problem }) => toOneLine(problem ?? '') },
];

const environmentColumns: Column<PythonEnvironment>[] = [
  { title: 'ID', cell: ({ id }) => id },
  { title: 'STATE', cell: ({ state }) => state },
  { title: 'PYTHON', cell: ({ version }) => version },
  { title: 'SIZE', cell: ({ bytes }) => (bytes === null ? '' : wordBytes(bytes)), right: true },
  { title: 'USED', cell: ({ usedAt }) => wordTime(usedAt) },
  {
    title: 'PACKAGES',
    cell: ({ requirements, problem, line }) => toOneLine(problem ?? line ?? requirements.join(' ')),
  },
];

function preparedResult(prepared: PreparedPython): CommandResult {
  const { python, version, environmentId, remarks } = prepared;
  return {
    json: prepared,
    text: () =>
      pairLines([
        ['Python', `${toOneLine(python)} (${version})`],
        ['Environment', environmentId ?? 'none: this Python has all packages'],
        ['Remarks', remarks.map(({ text }) => text).join(' ')],
      ]),
  };
}
