import { Argument, type Command } from 'commander';
import type { Tag } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { ModelStage } from '#contract/registry.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { findVersionNumber } from './models-change.ts';
import { modelResult, versionResult } from './models-text.ts';
import { collectTag } from './options.ts';
import { examples } from './text-blocks.ts';

/** `stile model describe|tag|untag|stage|delete-version`: of a model, or with a number or an alias of a version. */
export function addVersionChanges(group: Command, runner: CommandRunner): void {
  addWords(group, runner);
  group
    .command('stage <version>')
    .description('move a version to a stage, for clients that still go by stages')
    .addArgument(new Argument('<stage>', 'the stage').choices(['None', 'Staging', 'Production', 'Archived']))
    .option('--archive-existing', 'archive the versions that are in that stage now')
    .addHelpText('after', examples('stile model stage churn/3 Production --archive-existing'))
    .action(
      runner.withEngine(
        async ({ client }, ref: string, stage: ModelStage, options: { archiveExisting?: boolean }) => {
          const { name, version } = await client.registry.resolve({ uri: ref });
          const { archiveExisting = false } = options;
          return versionResult(
            await client.registry.transitionStage({ name, version, stage, archiveExisting }),
          );
        },
      ),
    );
  group
    .command('delete-version <model> <version>')
    .description('delete one version for good; its number is not given again')
    .addHelpText('after', examples('stile model delete-version churn 2'))
    .action(
      runner.withEngine(async ({ client }, name: string, text: string): Promise<CommandResult> => {
        const version = await findVersionNumber(client, name, text);
        await client.registry.deleteVersion({ name, version });
        return {
          json: { deleted: true, name, version },
          text: () => `Deleted version ${version} of "${name}".\n`,
        };
      }),
    );
}

function addWords(group: Command, runner: CommandRunner): void {
  group
    .command('describe <model> <text>')
    .description('put words to a model or a version')
    .addHelpText(
      'after',
      examples(
        'stile model describe churn "Who leaves within a month"',
        'stile model describe churn/3 "more epochs"',
      ),
    )
    .action(
      runner.withEngine(({ client }, ref: string, description: string) =>
        change(client, ref, {
          model: (name) => client.registry.update({ name, description }),
          version: (name, version) => client.registry.updateVersion({ name, version, description }),
        }),
      ),
    );
  group
    .command('tag <model>')
    .argument('<key=value...>', 'the tags', collectTag)
    .description('set tags of a model or a version')
    .addHelpText(
      'after',
      examples('stile model tag churn team=growth', 'stile model tag churn@champion checked=yes'),
    )
    .action(
      runner.withEngine(({ client }, ref: string, tags: Tag[]) =>
        change(client, ref, {
          model: (name) => each(tags, (tag) => client.registry.setTag({ name, ...tag })),
          version: (name, version) =>
            each(tags, (tag) => client.registry.setVersionTag({ name, version, ...tag })),
        }),
      ),
    );
  group
    .command('untag <model> <key...>')
    .description('take tags off a model or a version')
    .addHelpText('after', examples('stile model untag churn team', 'stile model untag churn/3 checked'))
    .action(
      runner.withEngine(({ client }, ref: string, keys: string[]) =>
        change(client, ref, {
          model: (name) => each(keys, (key) => client.registry.deleteTag({ name, key })),
          version: (name, version) =>
            each(keys, (key) => client.registry.deleteVersionTag({ name, version, key })),
        }),
      ),
    );
}

/** A name alone is the model; with a number or an alias it is a version. Answers with it as it is then. */
async function change(
  client: EngineClient,
  ref: string,
  calls: {
    model(name: string): Promise<unknown>;
    version(name: string, version: number): Promise<unknown>;
  },
): Promise<CommandResult> {
  if (!/[/@:]/.test(ref)) {
    await calls.model(ref);
    return modelResult(await client.registry.get({ name: ref }));
  }
  const { name, version } = await client.registry.resolve({ uri: ref });
  await calls.version(name, version);
  return versionResult(await client.registry.getVersion({ name, version }));
}

async function each<T>(items: readonly T[], call: (item: T) => Promise<unknown>): Promise<void> {
  for (const item of items) await call(item);
}
