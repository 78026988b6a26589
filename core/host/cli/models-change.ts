import { Option, type Command } from 'commander';
import type { Tag } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { ModelVersion, RegisteredModel } from '#contract/registry.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import { readFailure } from '../failure.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { modelResult, versionResult } from './models-text.ts';
import { collectTag } from './options.ts';
import { examples } from './text-blocks.ts';
import { wordCount } from './words.ts';

interface RegisterOptions {
  run?: string;
  path: string;
  source?: string;
  description?: string;
  tag?: Tag[];
}

/** `stile model register|promote|alias|archive|restore|delete` */
export function addModelChanges(group: Command, runner: CommandRunner): void {
  group
    .command('register <model>')
    .description('make a version of what a run has logged; the model is made where it is new')
    .option('--run <run>', 'the run that holds the files')
    .option('--path <path>', 'the folder with MLmodel in that run', 'model')
    .addOption(new Option('--source <address>', 'instead of a run: where the files are').conflicts('run'))
    .option('--description <text>', 'words about this version')
    .option('--tag <key=value>', 'a tag; may be given several times', collectTag)
    .addHelpText('after', registerHelp)
    .action(
      runner.withEngine(({ client }, name: string, options: RegisterOptions) =>
        register(client, name, options),
      ),
    );
  addPromotion(group, runner);
  addAliases(group, runner);
  group
    .command('archive <model>')
    .description('put a model out of the way: lists leave it out, and it answers by its name as before')
    .addHelpText('after', examples('stile model archive churn', 'stile model list --view archived'))
    .action(
      runner.withEngine(async ({ client }, name: string) =>
        modelResult(await client.registry.archive({ name })),
      ),
    );
  group
    .command('restore <model>')
    .description('take an archived model back into the lists')
    .addHelpText('after', examples('stile model restore churn'))
    .action(
      runner.withEngine(async ({ client }, name: string) =>
        modelResult(await client.registry.restore({ name })),
      ),
    );
  group
    .command('delete <model>')
    .description('delete a model with its versions for good; their runs and files stay')
    .option('--yes', 'really do it; without this it only says what would go')
    .addHelpText('after', examples('stile model delete churn', 'stile model delete churn --yes'))
    .action(
      runner.withEngine(({ client }, name: string, { yes }: { yes?: boolean }) =>
        deleteModel(client, name, yes === true),
      ),
    );
}

const registerHelp = examples(
  'stile model register churn --run 0f3c…',
  'stile model register churn --run 0f3c… --path checkpoints/best --description "more epochs"',
  'stile model register churn --source s3://models/churn',
);

async function register(
  client: EngineClient,
  name: string,
  options: RegisterOptions,
): Promise<CommandResult> {
  const { run, path, description = '', tag: tags = [] } = options;
  const source = options.source ?? (run === undefined ? null : `runs:/${run}/${path}`);
  if (source === null) {
    throw invalidArgument('--run', '', 'a version needs files', 'Add --run <run id>, or --source <address>.');
  }
  const create = (): Promise<ModelVersion> =>
    client.registry.createVersion({ name, source, description, tags });
  try {
    return versionResult(await create());
  } catch (error) {
    if (!isUnknownModel(error, name)) throw error;
  }
  // Only now, so that files that cannot be registered leave no empty model behind.
  await client.registry.create({ name });
  return versionResult(await create());
}

function isUnknownModel(error: unknown, name: string): boolean {
  const failure = readFailure(error);
  if (failure?.code !== 'NOT_FOUND') return false;
  return Reflect.get(failure.data, 'kind') === 'model' && Reflect.get(failure.data, 'id') === name;
}

function addPromotion(group: Command, runner: CommandRunner): void {
  group
    .command('promote <model> <version>')
    .description('make a version the champion, by number or alias')
    .requiredOption('--reason <text>', 'why: kept in the history')
    .addHelpText('after', promoteHelp)
    .action(
      runner.withEngine(
        async (
          { client },
          name: string,
          text: string,
          { reason }: { reason: string },
        ): Promise<CommandResult> => {
          const version = await findVersionNumber(client, name, text);
          return modelResult(await client.registry.promote({ name, version, reason }));
        },
      ),
    );
}

const promoteHelp = examples(
  'stile model promote churn 2 --reason "better on held-out rows"',
  'stile model promote churn challenger --reason "two weeks in shadow"',
);

function addAliases(group: Command, runner: CommandRunner): void {
  const alias = group.command('alias').description('names that stay while versions change');
  alias.addHelpText(
    'after',
    examples('stile model alias set churn challenger 3', 'stile model alias remove churn challenger'),
  );
  alias
    .command('set <model> <alias> <version>')
    .description('give an alias to a version; it leaves the one that had it')
    .option('--reason <text>', 'why: kept in the history', '')
    .addHelpText(
      'after',
      examples('stile model alias set churn challenger 3 --reason "in shadow from today"'),
    )
    .action(
      runner.withEngine(
        async ({ client }, name: string, given: string, text: string, { reason }: { reason: string }) => {
          const version = await findVersionNumber(client, name, text);
          return versionResult(await client.registry.setAlias({ name, alias: given, version, reason }));
        },
      ),
    );
  alias
    .command('remove <model> <alias>')
    .description('take an alias off')
    .option('--reason <text>', 'why: kept in the history', '')
    .addHelpText('after', examples('stile model alias remove churn challenger'))
    .action(
      runner.withEngine(async ({ client }, name: string, given: string, { reason }: { reason: string }) => {
        await client.registry.deleteAlias({ name, alias: given, reason });
        return modelResult(await client.registry.get({ name }));
      }),
    );
}

async function deleteModel(client: EngineClient, name: string, isMeant: boolean): Promise<CommandResult> {
  const model = await client.registry.get({ name });
  if (isMeant) await client.registry.delete({ name });
  return {
    json: { deleted: isMeant, name, versions: model.versionCount },
    text: () => `${describeDelete(model, isMeant)}\n`,
    exitCode: isMeant ? 0 : 2,
  };
}

function describeDelete({ name, versionCount, champion }: RegisteredModel, isMeant: boolean): string {
  const what = `the model "${name}" with ${wordCount(versionCount, 'version')}`;
  if (isMeant) return `Deleted ${what} for good. Its runs and their files are still there.`;
  const warning = champion === null ? '' : ` Version ${champion.version.version} is champion.`;
  return `This would delete ${what} for good.${warning} Nothing is deleted yet; do it with --yes.`;
}

/** `3`, an alias, or `latest`. @throws NOT_FOUND */
export async function findVersionNumber(client: EngineClient, name: string, text: string): Promise<number> {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  return (await client.registry.resolve({ uri: `models:/${name}@${text}` })).version;
}
