import type { Command } from 'commander';
import type { PipelineTemplate, SourceFile } from '#contract/pipeline-editing.ts';
import type { PipelineProblem } from '#contract/pipelines.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { problemLines } from './pipeline-text.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, pairLines } from './text-blocks.ts';

/** Pipelines as files: `stile pipeline templates`, `new`, `rename`, `remove`, `source` */
export function addPipelineFileCommands(group: Command, runner: CommandRunner): void {
  addTemplates(group, runner);
  addNew(group, runner);
  addRename(group, runner);
  addRemove(group, runner);
  addSource(group, runner);
}

function addTemplates(group: Command, runner: CommandRunner): void {
  group
    .command('templates [template]')
    .description('list the files that a pipeline can begin with, or print one as it would be written here')
    .addHelpText('after', examples('stile pipeline templates', 'stile pipeline templates train'))
    .action(
      runner.withEngine(async ({ client }, id: string | undefined) => {
        const { templates } = await client.pipelines.templates({});
        return id === undefined ? templatesResult(templates) : templateResult(templates, id);
      }),
    );
}

function addNew(group: Command, runner: CommandRunner): void {
  group
    .command('new <pipeline>')
    .description('make a pipeline of a template or of another pipeline; otherwise one without tasks')
    .option('--template <template>', 'begin with this one of `stile pipeline templates`')
    .option('--from <pipeline>', 'begin with what this pipeline says, or said before it was removed')
    .addHelpText(
      'after',
      examples(
        'stile pipeline new train --template train',
        'stile pipeline new train_swedish --from train',
        'stile pipeline new mine',
      ),
    )
    .action(
      runner.withEngine(async ({ client }, name: string, options: { template?: string; from?: string }) => {
        await client.pipelines.create({ name, ...options });
        return fileResult(client, name);
      }),
    );
}

function addRename(group: Command, runner: CommandRunner): void {
  group
    .command('rename <pipeline> <name>')
    .description('give a pipeline another name; its runs stay under the old one, and who starts it follows')
    .addHelpText('after', examples('stile pipeline rename train train_reviews'))
    .action(
      runner.withEngine(async ({ client }, name: string, to: string) => {
        const renamed = await client.pipelines.rename({ name, to });
        const { json, text } = await fileResult(client, renamed.name);
        const words = [
          ...renamed.updated.map((other) => `${toOneLine(other)} names it by its new name now.\n`),
          ...renamed.stillNaming.map(
            (other) => `${toOneLine(other)} still names ${toOneLine(name)}: change it by hand.\n`,
          ),
        ];
        return {
          json: { ...json, updated: renamed.updated, stillNaming: renamed.stillNaming },
          text: () => text() + words.join(''),
        };
      }),
    );
}

function addRemove(group: Command, runner: CommandRunner): void {
  group
    .command('remove <pipeline>')
    .description('delete the file of a pipeline and its layout; its runs stay, and what it said is kept')
    .addHelpText(
      'after',
      `\nTo have it back: \`stile activity undo\`, or \`stile pipeline new <pipeline> --from <pipeline>\`.\n${examples('stile pipeline remove train')}`,
    )
    .action(
      runner.withEngine(async ({ client }, name: string) => {
        const { stillNaming } = await client.pipelines.remove({ name });
        const words = stillNaming.map(
          (other) => `${toOneLine(other)} still names ${toOneLine(name)}, and nothing comes of that.\n`,
        );
        return {
          json: { name, stillNaming },
          text: () => `${toOneLine(name)} is removed; its runs are kept.\n${words.join('')}`,
        };
      }),
    );
}

function addSource(group: Command, runner: CommandRunner): void {
  group
    .command('source <pipeline> <task>')
    .description(
      'print the code that a task runs: its script or notebook, and what that imports of the project',
    )
    .addHelpText(
      'after',
      examples(
        'stile pipeline source train fit',
        'stile pipeline source train fit --json | jq -r .files[0].absolutePath',
      ),
    )
    .action(
      runner.withEngine(async ({ client }, name: string, taskId: string) => {
        const source = await client.pipelines.taskSource({ name, taskId });
        const words =
          source.files.length === 0
            ? `What ${toOneLine(taskId)} does stands in the pipeline itself: stile pipeline show ${toOneLine(name)}\n`
            : source.files.map(sourceText).join('\n');
        return { json: source, text: () => words };
      }),
    );
}

function sourceText({ absolutePath, text, truncated, problem, detail = '' }: SourceFile): string {
  const head = `==> ${toOneLine(absolutePath)} <==\n`;
  if (problem !== null)
    return `${head}${sourceProblems[problem]}${detail === '' ? '' : `: ${toOneLine(detail)}`}\n`;
  const body = text ?? '';
  return `${head}${body}${body.endsWith('\n') ? '' : '\n'}${truncated ? '... and more\n' : ''}`;
}

const sourceProblems: Readonly<Record<NonNullable<SourceFile['problem']>, string>> = {
  missing: 'It is not there',
  outside: 'It lies in neither the project nor the workspace, and is not read',
  not_text: 'It is no text',
  unreadable: 'It cannot be read',
};

/** The file of a pipeline as it is now, with what it lacks. */
export async function fileResult(
  client: EngineClient,
  name: string,
): Promise<{
  json: { name: string; file: string; hash: string; problems: PipelineProblem[] };
  text: () => string;
}> {
  const { file, hash, tasks, problems } = await client.pipelines.get({ name });
  const facts: [string, string][] = [
    ['Pipeline', toOneLine(name)],
    ['File', file],
    ['SHA-256', hash],
    ['Tasks', String(tasks.length)],
  ];
  return {
    json: { name, file, hash, problems },
    text: () => pairLines(facts) + problemLines(file, problems),
  };
}

function templatesResult(templates: PipelineTemplate[]): CommandResult {
  const columns: Column<PipelineTemplate>[] = [
    { title: 'TEMPLATE', cell: ({ id }) => id },
    { title: 'TASKS', cell: ({ tasks }) => String(tasks.length), right: true },
    {
      title: 'LACKS HERE',
      cell: ({ missing }) => missing.map(({ kind, name }) => `${kind} ${name}`).join(', '),
    },
    { title: 'WHAT IT DOES', cell: ({ text }) => /^description: (.*)$/m.exec(text)?.[1] ?? '' },
  ];
  return { json: { templates }, text: (isTerminal) => formatTable(templates, columns, isTerminal) };
}

function templateResult(templates: readonly PipelineTemplate[], id: string): CommandResult {
  const template = templates.find((known) => known.id === id);
  if (template === undefined) {
    const remedy = `Take one of these: ${templates.map((known) => known.id).join(', ')}`;
    throw invalidArgument('template', id, 'there is no such template', remedy);
  }
  return { json: template, text: () => template.text };
}
