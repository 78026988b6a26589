import { Option, type Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { modelColumns, modelResult, moveColumns, versionColumns, versionResult } from './models-text.ts';
import { addPageOptions, readPages, type PageOptions } from './options.ts';
import { formatTable } from './table.ts';
import { examples, moreNote } from './text-blocks.ts';

/** `stile model list|show|versions|history|resolve` */
export function addModelReads(group: Command, runner: CommandRunner): void {
  addPageOptions(group.command('list'))
    .description('list registered models with their champions')
    .option('--prompts', "with MLflow's prompts, which are kept among the models")
    .addOption(
      new Option('--view <view>', 'which ones').choices(['active', 'archived', 'all']).default('active'),
    )
    .addHelpText('after', examples('stile model list', 'stile model list --json | jq .models[].name'))
    .action(runner.withEngine(({ client }, options: ListOptions) => listModels(client, options)));
  group
    .command('show <model>')
    .description('show a model, or one version of it')
    .addHelpText(
      'after',
      examples('stile model show churn', 'stile model show churn/3', 'stile model show churn@champion'),
    )
    .action(runner.withEngine(({ client }, model: string) => showModel(client, model)));
  group
    .command('versions <model>')
    .description('list the versions of a model, the newest first')
    .addHelpText('after', examples('stile model versions churn'))
    .action(runner.withEngine(({ client }, name: string) => listVersions(client, name)));
  group
    .command('history <model>')
    .description('who moved which alias when and why, the newest first')
    .addHelpText('after', examples('stile model history churn', 'stile model history churn --json'))
    .action(runner.withEngine(({ client }, name: string) => listMoves(client, name)));
  group
    .command('resolve <version>')
    .description('print the version that an address means now')
    .addHelpText(
      'after',
      examples('stile model resolve churn@champion', 'stile model resolve models:/churn/latest'),
    )
    .action(
      runner.withEngine(async ({ client }, uri: string): Promise<CommandResult> => {
        const version = await client.registry.resolve({ uri });
        return { json: version, text: () => `${version.uri}\n` };
      }),
    );
}

interface ListOptions extends PageOptions {
  prompts?: boolean;
  view: 'active' | 'archived' | 'all';
}

async function listModels(client: EngineClient, options: ListOptions): Promise<CommandResult> {
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.registry.list({ prompts: options.prompts === true, view: options.view, ...page }),
    ({ models }) => models,
  );
  return {
    json: { models: items, nextPageToken },
    text: (isTerminal) => formatTable(items, modelColumns, isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}

/** A name alone is the model itself; with a number or an alias it is a version. */
async function showModel(client: EngineClient, text: string): Promise<CommandResult> {
  if (/[/@:]/.test(text)) return versionResult(await client.registry.resolve({ uri: text }));
  return modelResult(await client.registry.get({ name: text }));
}

async function listVersions(client: EngineClient, name: string): Promise<CommandResult> {
  const { versions } = await client.registry.versions({ name });
  return {
    json: { versions },
    text: (isTerminal) => formatTable(versions, versionColumns, isTerminal),
  };
}

async function listMoves(client: EngineClient, name: string): Promise<CommandResult> {
  const { moves } = await client.registry.history({ name });
  return { json: { moves }, text: (isTerminal) => formatTable(moves, moveColumns, isTerminal) };
}
