import type { Command } from 'commander';
import type { Tag } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { findExperiment } from './experiments.ts';
import { addPageOptions, collectTag, readPages, type PageOptions } from './options.ts';
import { formatTable } from './table.ts';
import { examples, moreNote } from './text-blocks.ts';
import { traceColumns, traceResult } from './trace-text.ts';
import { wordCount } from './words.ts';

/** `stile trace ...` */
export function addTraceCommands(program: Command, runner: CommandRunner): void {
  const group = program.command('trace').description('traces: what applications did, step by step');
  group.addHelpText(
    'after',
    examples('stile trace list --filter "status = \'ERROR\'"', 'stile trace show tr-0f3c…'),
  );
  addReads(group, runner);
  addChanges(group, runner);
}

interface ListOptions extends PageOptions {
  experiment?: string[];
  filter?: string;
  orderBy?: string[];
}

function addReads(group: Command, runner: CommandRunner): void {
  addPageOptions(group.command('list'))
    .description('list traces, the newest first')
    .option('--experiment <experiment...>', 'only of these experiments, by id or name')
    .option('--filter <text>', 'only what this search finds')
    .option('--order-by <column...>', 'e.g. "execution_time_ms DESC"; several count in turn')
    .addHelpText(
      'after',
      examples(
        "stile trace list --experiment chat --filter \"span.type = 'LLM' AND feedback.correct = 'false'\"",
        'stile trace list --filter "trace.text LIKE \'%refund%\'" --order-by "execution_time_ms DESC"',
        'stile trace list --all --json',
      ),
    )
    .action(runner.withEngine(({ client }, options: ListOptions) => listTraces(client, options)));
  group
    .command('show <trace>')
    .description('show one trace with its spans as a tree')
    .option('--attributes', 'also what each span was given and gave back')
    .addHelpText('after', examples('stile trace show tr-0f3c…', 'stile trace show tr-0f3c… --json'))
    .action(
      runner.withEngine(async ({ client }, traceId: string, { attributes }: { attributes?: boolean }) =>
        traceResult(await client.traces.get({ traceId }), attributes === true),
      ),
    );
}

async function listTraces(client: EngineClient, options: ListOptions): Promise<CommandResult> {
  const { filter, orderBy, experiment } = options;
  const experimentIds: string[] = [];
  for (const text of experiment ?? []) experimentIds.push((await findExperiment(client, text)).experimentId);
  const query = {
    ...(experiment !== undefined && { experimentIds }),
    ...(filter !== undefined && { filter }),
    ...(orderBy !== undefined && { orderBy }),
  };
  const { items, nextPageToken } = await readPages(
    options,
    (page) => client.traces.search({ ...query, ...page }),
    ({ traces }) => traces,
  );
  return {
    json: { traces: items, nextPageToken },
    text: (isTerminal) =>
      formatTable(items, traceColumns(isTerminal), isTerminal) + moreNote(nextPageToken, isTerminal),
  };
}

function addChanges(group: Command, runner: CommandRunner): void {
  group
    .command('tag <trace>')
    .description('set tags of a trace')
    .argument('<tags...>', 'key=value', collectTag)
    .addHelpText('after', examples('stile trace tag tr-0f3c… checked=yes'))
    .action(
      runner.withEngine(async ({ client }, traceId: string, tags: Tag[]) => {
        for (const tag of tags) await client.traces.setTag({ traceId, ...tag });
        return { json: { traceId, tags }, text: () => '' };
      }),
    );
  group
    .command('untag <trace> <keys...>')
    .description('delete tags of a trace')
    .addHelpText('after', examples('stile trace untag tr-0f3c… checked'))
    .action(
      runner.withEngine(async ({ client }, traceId: string, keys: string[]) => {
        for (const key of keys) await client.traces.deleteTag({ traceId, key });
        return { json: { traceId, keys }, text: () => '' };
      }),
    );
  group
    .command('delete <traces...>')
    .description('delete traces for good, with spans, assessments and files')
    .option('--yes', 'really do it; without this it only says what would go')
    .addHelpText('after', examples('stile trace delete tr-0f3c…', 'stile trace delete tr-0f3c… --yes'))
    .action(
      runner.withEngine(({ client }, traceIds: string[], { yes }: { yes?: boolean }) =>
        yes === true ? deleteTraces(client, traceIds) : previewDelete(client, traceIds),
      ),
    );
}

async function deleteTraces(client: EngineClient, traceIds: string[]): Promise<CommandResult> {
  const { deleted } = await client.traces.delete({ traceIds });
  return {
    json: { purged: true, deleted },
    text: () => `Deleted ${wordCount(deleted, 'trace')} for good.\n`,
  };
}

/** Names each, so that an id that is not there is told before anything goes. */
async function previewDelete(client: EngineClient, traceIds: string[]): Promise<CommandResult> {
  let spans = 0;
  for (const traceId of traceIds) spans += (await client.traces.get({ traceId })).spanCount;
  const what = `${wordCount(traceIds.length, 'trace')} with ${wordCount(spans, 'span')}`;
  return {
    json: { purged: false, traces: traceIds.length, spans },
    text: () => `This would delete ${what} for good. Nothing is deleted yet; do it with --yes.\n`,
    exitCode: 2,
  };
}
