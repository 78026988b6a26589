import type { Command } from 'commander';
import type { ColumnProfile } from '#contract/datasets.ts';
import type { CommandRunner } from './command-runner.ts';
import { parseWhole } from './options.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples } from './text-blocks.ts';

/** `stile table ...` */
export function addTableCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('table')
    .description('rows and columns of a CSV or Parquet file of a run or a model, of any size');
  group.addHelpText(
    'after',
    examples(
      'stile table show runs:/0f3c…/predictions.csv --offset 1000000',
      'stile table profile runs:/0f3c…/features.parquet',
    ),
  );
  addShow(group, runner);
  group
    .command('count')
    .argument('<address>', 'runs:/<run id>/<path> or models:/<name>/<version>/<path>')
    .description('how many rows it has')
    .addHelpText('after', examples('stile table count runs:/0f3c…/predictions.csv'))
    .action(
      runner.withEngine(async ({ client }, uri: string) => {
        const counted = await client.tables.count({ uri });
        return { json: counted, text: () => `${counted.rows}\n` };
      }),
    );
  group
    .command('profile')
    .argument('<address>', 'runs:/<run id>/<path> or models:/<name>/<version>/<path>')
    .description('what each column of the whole table holds')
    .addHelpText('after', examples('stile table profile runs:/0f3c…/predictions.csv --json'))
    .action(
      runner.withEngine(async ({ client }, uri: string) => {
        const profile = await client.tables.profile({ uri });
        return {
          json: profile,
          text: (isTerminal) => formatTable(profile.columns, profileColumns, isTerminal),
        };
      }),
    );
}

function addShow(group: Command, runner: CommandRunner): void {
  group
    .command('show')
    .argument('<address>', 'runs:/<run id>/<path> or models:/<name>/<version>/<path>')
    .description('show some of its rows')
    .option('--offset <row>', 'the first row, from 0', parseWhole, 0)
    .option('--limit <rows>', 'how many at most', parseWhole, 100)
    .addHelpText('after', examples('stile table show runs:/0f3c…/predictions.csv --offset 500 --json'))
    .action(
      runner.withEngine(
        async ({ client }, uri: string, { offset, limit }: { offset: number; limit: number }) => {
          const window = await client.tables.read({ uri, offset, limit });
          const columns = window.columns.map((title, at): Column<(string | null)[]> => ({
            title: toOneLine(title),
            cell: (row) => toOneLine(row[at] ?? ''),
          }));
          return {
            json: window,
            text: (isTerminal) => formatTable(window.rows, columns, isTerminal),
          };
        },
      ),
    );
}

const word = (value: number | string | null): string => (value === null ? '' : toOneLine(String(value)));

const profileColumns: Column<ColumnProfile>[] = [
  { title: 'COLUMN', cell: ({ name }) => toOneLine(name) },
  { title: 'TYPE', cell: ({ type }) => type },
  { title: 'MISSING', cell: ({ missing }) => String(missing), right: true },
  { title: 'DISTINCT', cell: ({ distinct }) => word(distinct ?? 'many'), right: true },
  { title: 'MIN', cell: ({ min }) => word(min), right: true },
  { title: 'MAX', cell: ({ max }) => word(max), right: true },
  { title: 'MEAN', cell: ({ mean }) => word(mean), right: true },
];
