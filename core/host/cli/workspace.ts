import { Agent } from 'node:http';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { SystemInfo } from '#contract/entities.ts';
import { invalidArgument, type StileError } from '#core/kernel/errors.ts';
import { refuseOccupied } from '#core/kernel/workspace-folder.ts';
import { openOwnEngine } from '../run-engine.ts';
import { wordWarning } from '../serve.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandContext, CommandRunner } from './command-runner.ts';
import { findEngine } from './find-engine.ts';
import { waitUntilStopped } from './wait-until-stopped.ts';
import { examples, pairLines } from './text-blocks.ts';
import { wordBytes, wordCount, wordTime } from './words.ts';

/** `stile new|info|stop|export|import` */
export function addWorkspaceCommands(program: Command, runner: CommandRunner): void {
  program
    .command('new')
    .argument(
      '<template-or-folder>',
      'a template (workshop) before the folder, or the folder of an empty workspace',
    )
    .argument('[folder]', 'the new folder')
    .option('--language <language>', 'of the data of a template: en or sv', 'en')
    .description('make a workspace in a new folder, empty or from a template')
    .addHelpText('after', newHelp)
    .action(
      runner.plain((ctx, first: string, second: string | undefined, options: NewOptions) =>
        makeWorkspace(ctx, second === undefined ? null : first, second ?? first, options),
      ),
    );
  program
    .command('info')
    .description('show the workspace, its engine and its size')
    .addHelpText('after', examples('stile info', 'stile info --workspace ~/workshop --json'))
    .action(
      runner.withEngine(async ({ client, running }) =>
        infoResult(await client.system.info({}), running !== null),
      ),
    );
  program
    .command('stop')
    .description('stop the engine of the workspace')
    .addHelpText('after', examples('stile stop', 'stile stop --workspace ~/workshop'))
    .action(runner.plain((ctx) => stopEngine(ctx)));
  program
    .command('licenses')
    .description('print the licenses of everything that Stile brings along')
    .addHelpText('after', examples('stile licenses | less'))
    .action(
      runner.withEngine(async ({ client }) => {
        const answer = await client.system.licenses({});
        return { json: answer, text: () => answer.text };
      }),
    );
  addArchiveCommands(program, runner);
}

interface NewOptions {
  language?: string;
}

const newHelp = `
The template "workshop" brings labelled reviews, a drift pack and the pipelines "train" and "predict".
${examples(
  'stile new ~/churn',
  'stile new workshop ~/workshop',
  'stile pipeline run train --workspace ~/workshop',
  'stile new workshop ~/verkstad --language sv',
)}`;

async function makeWorkspace(
  ctx: CommandContext,
  template: string | null,
  given: string,
  { language }: NewOptions,
): Promise<CommandResult> {
  if (template !== null && template !== 'workshop') throw unknownTemplate(template);
  if (language !== 'en' && language !== 'sv')
    throw invalidArgument('language', language, 'the data is in en and sv only', 'Give one of them.');
  const folder = resolve(ctx.surroundings.cwd, given);
  refuseOccupied(folder);
  const capabilities = { nativeDialogs: false, revealInFolder: false, goesOn: false };
  const engine = await openOwnEngine({ ...ctx.surroundings, workspace: folder, capabilities });
  try {
    if (template === null) return { json: { workspace: folder }, text: () => `${folder}\n` };
    const client = engine.createClient({ kind: 'command', name: ctx.commandName });
    const report = await client.workshop.create({ language });
    return {
      json: { workspace: folder, ...report },
      text: () =>
        `${folder}\nPipelines: ${report.pipelines.join(', ')}\nDatasets:  ${report.datasets.join(', ')}\n`,
    };
  } finally {
    await engine.stop();
  }
}

function unknownTemplate(template: string): StileError {
  return invalidArgument(
    'template',
    template,
    'the only template is "workshop"',
    'Write: stile new workshop <folder>',
  );
}

function infoResult(info: SystemInfo, isRunning: boolean): CommandResult {
  const { workspace } = info;
  const facts: [string, string][] = [
    ['Workspace', workspace.path],
    ['Project', workspace.project ?? ''],
    [
      'Engine',
      isRunning
        ? `runs since ${wordTime(info.startedAt)} (process ${info.pid})`
        : 'does not run; start it with: stile serve',
    ],
    ['Address', info.trackingUri ?? ''],
    ['Version', info.version],
    ['Schema', String(workspace.schemaVersion)],
    ['Database', wordBytes(workspace.databaseBytes)],
    ['Artifacts', wordBytes(workspace.artifactBytes)],
    ['Free', workspace.freeBytes === null ? '' : wordBytes(workspace.freeBytes)],
    ['Read-only', workspace.readOnly ? 'yes' : ''],
  ];
  const warnings = workspace.warnings.map((warning) => `${wordWarning(warning)}\n`).join('');
  return { json: info, text: () => pairLines(facts) + warnings };
}

async function stopEngine(ctx: CommandContext): Promise<CommandResult> {
  const { workspace } = ctx;
  const agent = new Agent();
  if ((await findEngine(workspace, agent)) === null) {
    return { json: { workspace, stopped: false }, text: () => `No engine runs on ${workspace}.\n` };
  }
  const pid = await ctx.useEngine(async ({ client, running }) => {
    await client.system.stop({});
    return running?.pid ?? null;
  });
  await waitUntilStopped(workspace, agent);
  return { json: { workspace, stopped: true, pid }, text: () => `The engine of ${workspace} has stopped.\n` };
}

function addArchiveCommands(program: Command, runner: CommandRunner): void {
  program
    .command('export <file>')
    .description('copy the whole workspace, in use or not, to one .stile file')
    .option('--force', 'write over a file that is there')
    .addHelpText(
      'after',
      examples('stile export backup.stile', 'stile export ~/usb/demo.stile --workspace ~/workshop --force'),
    )
    .action(
      runner.withEngine(async ({ client, surroundings }, given: string, { force }: { force?: boolean }) => {
        const file = resolve(surroundings.cwd, given);
        const report = await client.workspace.export({ file, overwrite: force === true });
        const text = `Wrote ${report.file}: ${wordCount(report.files, 'file')}, ${wordBytes(report.bytes)}.\n`;
        return { json: report, text: () => text };
      }),
    );
  program
    .command('import <file> <folder>')
    .description('make a workspace of a .stile file, in a new folder')
    .addHelpText('after', examples('stile import demo.stile ~/demo', 'stile serve --workspace ~/demo'))
    .action(
      runner.plain(async ({ surroundings }, given: string, folder: string) => {
        const [file, workspace] = [resolve(surroundings.cwd, given), resolve(surroundings.cwd, folder)];
        const { importWorkspace } = await import('#core/engine-bundle.ts');
        const { files } = await importWorkspace(file, workspace);
        return { json: { workspace, files }, text: () => `${workspace}\n` };
      }),
    );
}
