import { Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import { chooseWorkspace } from '../choose-workspace.ts';
import type { Surroundings } from '../surroundings.ts';
import type { CommandResult } from './command-result.ts';
import { connect, type Connection } from './connect.ts';
import type { Output } from './output.ts';

/** What every command gets. */
export interface CommandContext {
  surroundings: Surroundings;
  /** absolute: what `--workspace` and the environment say */
  workspace: string;
  json: boolean;
  /** `stile run list` */
  commandName: string;
  output: Output;
  /** Connects, runs `ask`, and lets go of the engine again. The workspace is held meanwhile: read stdin before. */
  useEngine<T>(ask: (engine: EngineCommandContext) => Promise<T>): Promise<T>;
}

/** What a command that asks the engine gets. */
export interface EngineCommandContext extends CommandContext {
  client: EngineClient;
  running: Connection['running'];
}

type Run<C, A extends unknown[]> = (ctx: C, ...args: A) => Promise<CommandResult>;

export interface CommandRunner {
  /** The action of a command that needs no engine, or sees to it itself. */
  plain<A extends unknown[]>(run: Run<CommandContext, A>): (...args: A) => Promise<void>;
  /** The action of a command that asks the engine. */
  withEngine<A extends unknown[]>(run: Run<EngineCommandContext, A>): (...args: A) => Promise<void>;
}

/** Turns functions that answer into commander's actions: connect, run, close, and only then print. */
export function createCommandRunner(surroundings: Surroundings, output: Output): CommandRunner {
  const plain: CommandRunner['plain'] =
    (run) =>
    async (...args) => {
      const ctx = createContext(surroundings, output, args);
      output.print(await run(ctx, ...args), ctx.json);
    };
  return {
    plain,
    withEngine: (run) => plain((ctx, ...args) => ctx.useEngine((engine) => run(engine, ...args))),
  };
}

/** Commander hands the command itself to its action, after arguments and options. */
function createContext(surroundings: Surroundings, output: Output, args: readonly unknown[]): CommandContext {
  const command = args.findLast((arg) => arg instanceof Command);
  const { workspace: given, json } = command?.optsWithGlobals<GlobalOptions>() ?? {};
  const ctx: CommandContext = {
    surroundings,
    workspace: chooseWorkspace({ ...surroundings, given }),
    json: json === true,
    commandName: command === undefined ? 'stile' : nameOf(command),
    output,
    useEngine: (ask) => useEngine(ctx, ask),
  };
  return ctx;
}

async function useEngine<T>(
  ctx: CommandContext,
  ask: (engine: EngineCommandContext) => Promise<T>,
): Promise<T> {
  const { client, running, close } = await connect({ ...ctx, actorName: ctx.commandName });
  try {
    return await ask({ ...ctx, client, running });
  } finally {
    await close();
  }
}

export interface GlobalOptions {
  workspace?: string;
  json?: boolean;
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}
