import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { cardTags } from '#contract/model-card.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner, EngineCommandContext } from './command-runner.ts';
import { savePieces } from './download.ts';
import { examples } from './text-blocks.ts';

interface CardOptions {
  format: 'markdown' | 'html';
  language: 'en' | 'sv';
  output?: string;
  force?: boolean;
  intendedUse?: string;
  limits?: string;
  owner?: string;
}

/** `stile model card` */
export function addModelCard(group: Command, runner: CommandRunner): void {
  group
    .command('card <version>')
    .description('what there is to say of a version, as a document')
    .addOption(
      new Option('--format <format>', 'of the document').choices(['markdown', 'html']).default('markdown'),
    )
    .addOption(new Option('--language <language>', 'of its words').choices(['en', 'sv']).default('en'))
    .option('--output <file>', 'write it to this file instead of printing it')
    .option('--force', 'write over a file that is there')
    .option('--intended-use <markdown>', 'first write what the model is for; empty takes it off')
    .option('--limits <markdown>', 'first write what it must not be trusted with; empty takes it off')
    .option('--owner <name>', 'first write who answers for it; empty takes it off')
    .addHelpText('after', help)
    .action(runner.withEngine((ctx, uri: string, options: CardOptions) => makeCard(ctx, uri, options)));
}

const help = `
What people write holds for all versions of the model.
${examples(
  'stile model card churn@champion',
  'stile model card churn/3 --format html --output churn.html',
  'stile model card churn/3 --intended-use "Who may leave within three months" --owner growth',
)}`;

async function makeCard(
  ctx: EngineCommandContext,
  uri: string,
  options: CardOptions,
): Promise<CommandResult> {
  const { client } = ctx;
  const { format, language, output } = options;
  const { name, version } = await client.registry.resolve({ uri });
  await writeWords(ctx, name, options);
  const { text, fileName } = await client.promotion.cardDocument({ name, version, format, language });
  if (output === undefined) {
    return { json: await client.promotion.card({ name, version }), text: () => text };
  }
  const file = resolve(ctx.surroundings.cwd, output);
  const place = { file, force: options.force === true, remedy: 'Choose another place with --output' };
  await savePieces(place, onePiece(text), () => undefined);
  return {
    json: { file, fileName },
    text: () => `Wrote the card of ${name} version ${version} to ${file}.\n`,
  };
}

async function writeWords(
  { client }: EngineCommandContext,
  name: string,
  options: CardOptions,
): Promise<void> {
  const { tags } = await client.registry.get({ name });
  for (const field of ['intendedUse', 'limits', 'owner'] as const) {
    const [key, value] = [cardTags[field], options[field]];
    if (value === undefined) continue;
    if (value !== '') await client.registry.setTag({ name, key, value });
    else if (tags.some((tag) => tag.key === key)) await client.registry.deleteTag({ name, key });
  }
}

async function* onePiece(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
}
