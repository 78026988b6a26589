import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { readComparison } from './compare.ts';
import { savePieces } from './download.ts';
import { examples } from './text-blocks.ts';

interface ReportOptions {
  format: 'html' | 'markdown';
  language: 'en' | 'sv';
  baseline?: string;
  all?: boolean;
  output?: string;
  force?: boolean;
}

/** `stile run report`: a comparison to hand over. */
export function addReportCommand(group: Command, runner: CommandRunner): void {
  group
    .command('report <runs...>')
    .description('write a comparison as one HTML file that opens anywhere, or as Markdown')
    .addOption(new Option('--format <format>', 'which').choices(['html', 'markdown']).default('markdown'))
    .addOption(new Option('--language <language>', 'of its words').choices(['en', 'sv']).default('en'))
    .option('--baseline <run>', 'what the others are measured against (the first)')
    .option('--all', 'also what is equal in all runs')
    .option('--output <file>', 'into this file instead of printing it')
    .option('--force', 'write over the file')
    .addHelpText(
      'after',
      examples(
        'stile run report 0f3c… 77ab…',
        'stile run report 0f3c… 77ab… 90de… --format html --output comparison.html',
      ),
    )
    .action(
      runner.withEngine(({ client }, runs: string[], options: ReportOptions) =>
        writeReport(client, runs, options),
      ),
    );
}

async function writeReport(
  client: EngineClient,
  runs: string[],
  { format, language, baseline, all = false, output, force = false }: ReportOptions,
): Promise<CommandResult> {
  await readComparison(client, runs, baseline);
  const asked = { runs, format, language, all, ...(baseline === undefined ? {} : { baseline }) };
  const report = await client.comparison.report(asked);
  if (output === undefined) return { json: report, text: () => report.text };
  const file = resolve(output);
  const remedy = 'Choose another place with --output, or write over it with --force';
  await savePieces({ file, force, remedy }, piecesOf(report.text), () => undefined);
  return { json: { file }, text: () => `Wrote ${file}\n` };
}

async function* piecesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
