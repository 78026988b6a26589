import type { Command } from 'commander';
import type { EngineClient, Outputs } from '#contract/procedures.ts';
import { spliceBetween } from '#core/pipeline-text/index.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { readPipelineFile } from './pipeline-save.ts';
import { toOneLine } from './table.ts';
import { examples } from './text-blocks.ts';

interface DraftOptions {
  set?: string | true;
  discard?: boolean;
}

/** `stile pipeline draft` and `stile pipeline drafts` */
export function addPipelineDraftCommands(group: Command, runner: CommandRunner): void {
  group
    .command('draft <pipeline>')
    .description('show what was edited in a window and is not saved')
    .option('--set [file]', 'make the draft say what this file says; without a file, what comes in')
    .option('--discard', 'forget the draft; the file stays as it is')
    .addHelpText(
      'after',
      examples(
        'stile pipeline draft train',
        'stile pipeline draft train --set new.yaml',
        'stile pipeline draft train --discard',
      ),
    )
    .action(
      runner.plain(async (ctx, name: string, { set, discard }: DraftOptions) => {
        const text = set === undefined ? null : await readPipelineFile(ctx, set === true ? undefined : set);
        return ctx.useEngine(async ({ client }) => {
          if (discard === true) await client.pipelines.discardDraft({ name });
          if (text !== null) await setDraft(client, name, text);
          return draftResult(name, await client.pipelines.draft({ name }));
        });
      }),
    );
  group
    .command('drafts')
    .description('list pipelines with changes that are not saved')
    .action(
      runner.plain((ctx) =>
        ctx.useEngine(async ({ client }) => {
          const { drafts } = await client.pipelines.drafts({});
          return { json: { drafts }, text: () => drafts.map(({ name }) => `${toOneLine(name)}\n`).join('') };
        }),
      ),
    );
}

/** One step that makes the draft, or the file when there is none, say a text. */
async function setDraft(client: EngineClient, name: string, text: string): Promise<void> {
  const { draft } = await client.pipelines.draft({ name });
  const base = draft === null ? await client.pipelines.get({ name }) : null;
  const splices = spliceBetween(draft?.text ?? base?.text ?? '', text);
  if (splices.length === 0) return;
  await client.pipelines.recordDraft({
    name,
    revision: draft?.revision ?? 0,
    ...(base !== null && { baseText: base.text, baseHash: base.hash }),
    entries: [{ kind: 'edit', label: 'type', subject: '', splices, layout: null }],
  });
}

function draftResult(name: string, { draft }: Outputs['pipelines']['draft']): CommandResult {
  return {
    json: { draft },
    text: () => (draft === null ? `Nothing of ${toOneLine(name)} is unsaved.\n` : draft.text),
  };
}
