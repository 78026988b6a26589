import { Option, type Command } from 'commander';
import type { ComparedFile, FileDifference, LineChunk } from '#contract/run-differences.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples } from './text-blocks.ts';

interface DiffOptions {
  all?: boolean;
  config?: boolean;
  as?: 'table' | 'text';
}

/** `stile run diff`: what the second of two runs changed of the first. */
export function addDiffCommand(group: Command, runner: CommandRunner): void {
  group
    .command('diff <first> <second> [file]')
    .description('files that differ between two runs, what differs in one of them, or how they were set up')
    .option('--all', 'also the files that are the same')
    .option('--config', 'params, datasets, environment, tags and required packages, line by line')
    .addOption(new Option('--as <form>', 'how a table is compared').choices(['table', 'text']))
    .addHelpText(
      'after',
      examples(
        'stile run diff 0f3c… 77ab…',
        'stile run diff 0f3c… 77ab… predictions.csv',
        'stile run diff 0f3c… 77ab… --config',
      ),
    )
    .action(
      runner.withEngine(
        ({ client }, first: string, second: string, file: string | undefined, options: DiffOptions) =>
          tellDifference(client, [first, second], file, options),
      ),
    );
}

async function tellDifference(
  client: EngineClient,
  runs: [string, string],
  file: string | undefined,
  { all, config, as }: DiffOptions,
): Promise<CommandResult> {
  if (config === true) {
    const json = await client.comparison.configDiff({ runs });
    return { json, text: () => wordLines(json.chunks) };
  }
  if (file !== undefined) {
    const json = await client.comparison.fileDiff({ runs, path: file, ...(as === undefined ? {} : { as }) });
    return { json, text: (isTerminal) => wordDifference(json, isTerminal) };
  }
  const json = await client.comparison.files({ runs });
  const shown = all === true ? json.files : json.files.filter(({ state }) => state !== 'same');
  const note = json.isCut ? 'There are more files: only the first 5,000 were looked at.\n' : '';
  return {
    json: { ...json, files: shown },
    text: (isTerminal) => formatTable(shown, fileColumns, isTerminal) + note,
  };
}

const states = {
  same: 'same',
  different: 'different',
  first: 'only in the first',
  second: 'only in the second',
} as const;

const fileColumns: Column<ComparedFile>[] = [
  { title: 'FILE', cell: ({ path }) => path },
  { title: 'STATE', cell: ({ state }) => states[state] },
  { title: 'BYTES', cell: ({ bytes }) => bytes.map((size) => size ?? '-').join(' -> '), right: true },
];

function wordDifference(found: FileDifference, isTerminal: boolean): string {
  if (found.kind === 'text') return wordLines(found.chunks);
  if (found.kind === 'table') return wordTable(found, isTerminal);
  if (found.isSame) return 'The bytes are the same.\n';
  return found.why === 'binary'
    ? 'The bytes differ; they are no text.\n'
    : 'The bytes differ; they are too many to be compared line by line.\n';
}

const context = 3;

/** As `diff -u` writes it, with three lines around what differs. */
function wordLines(chunks: readonly LineChunk[]): string {
  if (chunks.every(({ isSame }) => isSame)) return 'No line differs.\n';
  const lines = chunks.flatMap(({ isSame, first, second }, i) =>
    isSame
      ? around(first, i > 0, i < chunks.length - 1).map((line) => (line === null ? '...' : `  ${line}`))
      : [...first.map((line) => `- ${line}`), ...second.map((line) => `+ ${line}`)],
  );
  return lines.map((line) => `${toOneLine(line)}\n`).join('');
}

/** The first and the last lines of what both have; null stands for those between them. */
function around(lines: readonly string[], after: boolean, before: boolean): (string | null)[] {
  const [head, tail] = [after ? context : 0, before ? context : 0];
  if (lines.length <= head + tail + 1) return [...lines];
  return [...lines.slice(0, head), null, ...(tail > 0 ? lines.slice(-tail) : [])];
}

function wordTable(
  { columns, addedColumns, removedColumns, key, counts, rows }: Extract<FileDifference, { kind: 'table' }>,
  isTerminal: boolean,
): string {
  const by = key === null ? 'the order of rows' : key;
  const facts = [
    `By ${by}: ${counts.changed} changed, ${counts.added} added, ${counts.removed} removed, ${counts.same} the same.\n`,
    ...(addedColumns.length > 0 ? [`Added columns: ${addedColumns.map(toOneLine).join(', ')}.\n`] : []),
    ...(removedColumns.length > 0 ? [`Removed columns: ${removedColumns.map(toOneLine).join(', ')}.\n`] : []),
  ];
  const table: Column<(typeof rows)[number]>[] = [
    { title: key ?? 'ROW', cell: ({ id }) => id },
    ...columns
      .map((title, place) => ({ title, place }))
      .filter(({ title }) => title !== key)
      .map(({ title, place }) => ({
        title,
        cell: ({ first, second }: (typeof rows)[number]) => wordCell(first?.[place], second?.[place]),
      })),
  ];
  return facts.join('') + (rows.length === 0 ? '' : formatTable(rows, table, isTerminal));
}

function wordCell(first: string | null | undefined, second: string | null | undefined): string {
  if (first === second) return first ?? '';
  return `${first ?? ''} -> ${second ?? ''}`;
}
