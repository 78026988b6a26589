import { existsSync, statSync } from 'node:fs';
import { Agent } from 'node:http';
import { basename, join, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import { errorText, StileError } from '#core/kernel/errors.ts';
import { keepOutOfGit } from '#core/kernel/workspace-folder.ts';
import { projectWorkspaceName } from '#core/kernel/workspace-paths.ts';
import { mayOpenBrowser, openBrowser } from '../open-browser.ts';
import { parsePort } from '../parse-port.ts';
import { serve, wordReady } from '../serve.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandContext, CommandRunner } from './command-runner.ts';
import { connect } from './connect.ts';
import { findEngine } from './find-engine.ts';
import { examples } from './text-blocks.ts';

interface ServeOptions {
  port?: number;
  open?: boolean;
}

/** `stile serve` and `stile open`: both run until they are stopped. */
export function addServingCommands(program: Command, runner: CommandRunner): void {
  program
    .command('open [project]')
    .description('show Stile for a project folder, or for the workspace')
    .option('--port <n>', 'where to listen (5000, or the next free one)', readPort)
    .option('--no-open', 'print the address only')
    .addHelpText('after', openHelp)
    .action(
      runner.plain((ctx, project: string | undefined, options: ServeOptions) => {
        const workspace =
          project === undefined ? ctx.workspace : prepareProject(resolve(ctx.surroundings.cwd, project));
        return open(ctx, workspace, options);
      }),
    );
  program
    .command('serve')
    .description('run the engine and its page without a window')
    .option('--port <n>', 'where to listen (5000, or the next free one); 0 for any', readPort)
    .addHelpText(
      'after',
      examples('stile serve', 'stile serve --workspace ~/workshop --port 5001', 'stile serve --json'),
    )
    .action(runner.plain((ctx, options: ServeOptions) => serveHere(ctx, ctx.workspace, options, false)));
}

const openHelp = `
The workspace of a project is its folder .stile, which git leaves out.
An engine that runs already is used: then this prints a new address that lets one browser in, and ends.
${examples('stile open .', 'stile open ~/projects/churn', 'stile open --no-open')}`;

function readPort(text: string): number {
  try {
    return parsePort(text);
  } catch (error) {
    throw new InvalidArgumentError(errorText(error));
  }
}

/** The folder of a project's workspace. @throws NOT_FOUND, WORKSPACE_NOT_A_FOLDER */
function prepareProject(project: string): string {
  if (!existsSync(project)) {
    const message = `There is no folder ${project}. Check the path, or make a workspace with: stile new <folder>`;
    throw new StileError('NOT_FOUND', message, { kind: 'file', id: project });
  }
  if (!statSync(project).isDirectory()) {
    const message = `${project} is a file. Name the folder of your project.`;
    throw new StileError('WORKSPACE_NOT_A_FOLDER', message, { path: project });
  }
  const workspace =
    basename(project) === projectWorkspaceName ? project : join(project, projectWorkspaceName);
  keepOutOfGit(workspace);
  return workspace;
}

async function open(ctx: CommandContext, workspace: string, options: ServeOptions): Promise<CommandResult> {
  const { platform, env } = ctx.surroundings;
  const shows = options.open !== false && mayOpenBrowser(platform, env);
  const running = await findEngine(workspace, new Agent());
  if (running === null) return serveHere(ctx, workspace, options, shows);
  const { client, close } = await connect({ ...ctx, workspace, actorName: ctx.commandName });
  const url = await askUrl(client, close);
  if (shows) openBrowser(platform, url);
  const { address, pid } = running;
  return {
    json: { address, url, workspace, pid },
    text: () => wordReady({ url, address, scoring: null, workspace }),
  };
}

async function askUrl({ system }: EngineClient, close: () => Promise<void>): Promise<string> {
  try {
    return (await system.browserToken({})).url;
  } finally {
    await close();
  }
}

/** Serves until it is stopped; what there is to say was said when it was ready. */
async function serveHere(
  ctx: CommandContext,
  workspace: string,
  { port }: ServeOptions,
  shows: boolean,
): Promise<CommandResult> {
  const exitCode = await serve({ ...ctx, workspace, port, openBrowser: shows });
  return { text: () => '', exitCode };
}
