import { Option, type Command } from 'commander';
import { foundKind, type FoundKind, type FoundObject } from '#contract/finding.ts';
import type { CommandRunner } from './command-runner.ts';
import { parseWhole } from './options.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { wordTime } from './words.ts';

interface SearchOptions {
  kind?: FoundKind[];
  limit?: number;
}

/** `stile search`: what the palette of the window finds. */
export function addSearchCommand(program: Command, runner: CommandRunner): void {
  program
    .command('search')
    .argument('[words...]', 'parts of a name, the beginning of an id, or a tag such as owner=kim')
    .description('find any object; without words, what changed last')
    .addOption(new Option('--kind <kinds...>', 'only these kinds').choices(foundKind.options))
    .option('--limit <n>', 'how many at most (20)', parseWhole)
    .addHelpText(
      'after',
      examples('stile search ibis 41', 'stile search churn v3', 'stile search owner=kim --kind run'),
    )
    .action(
      runner.withEngine(async ({ client }, words: string[], { kind, limit }: SearchOptions) => {
        const { objects } = await client.finding.objects({
          query: words.join(' '),
          ...(kind === undefined ? {} : { kinds: kind }),
          ...(limit === undefined ? {} : { maxResults: limit }),
        });
        return { json: { objects }, text: (isTerminal) => formatTable(objects, columns, isTerminal) };
      }),
    );
}

const columns: Column<FoundObject>[] = [
  { title: 'KIND', cell: ({ kind }) => kind },
  { title: 'NAME', cell: wordName },
  {
    title: 'ID',
    cell: ({ kind, id }) => (kind === 'run' || kind === 'experiment' || kind === 'alert' ? id : ''),
  },
  { title: 'IN', cell: ({ within }) => within ?? '' },
  { title: 'STATE', cell: ({ state, aliases }) => state ?? aliases.map((alias) => `@${alias}`).join(' ') },
  { title: 'WHEN', cell: ({ at }) => wordTime(at) },
  { title: 'TAG', cell: ({ tag }) => tag ?? '' },
];

function wordName({ kind, name, id }: FoundObject): string {
  return kind === 'version' ? `${name}/${id}` : name;
}
