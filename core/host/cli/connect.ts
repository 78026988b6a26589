import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { EngineClient } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import { readFailure } from '../failure.ts';
import { openOwnEngine } from '../run-engine.ts';
import type { Surroundings } from '../surroundings.ts';
import { findEngine, type FoundEngine } from './find-engine.ts';
import { createHttpClient } from './http-link.ts';

/** A way to the engine of a workspace: the running one, or one that lives as long as this command. */
export interface Connection {
  client: EngineClient;
  /** The running engine; null when this command opened its own. */
  running: FoundEngine | null;
  close(): Promise<void>;
}

export interface ConnectOptions {
  surroundings: Surroundings;
  /** absolute */
  workspace: string;
  /** `stile run list`: what the activity calls this command */
  actorName: string;
}

/** How long a command waits for a workspace that is held by somebody who does not answer yet, and how often it looks. */
const waitLimitMs = 5000;
const lookMs = 100;

/**
 * Uses the running engine of the workspace, else opens one in this process.
 * @throws ENGINE_UNREACHABLE when the workspace stays held by an engine that does not answer; what `openEngine` throws
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const agent = new Agent({ keepAlive: true });
  const started = performance.now();
  for (;;) {
    const running = await findEngine(options.workspace, agent);
    if (running !== null) return connectTo(running, agent, options);
    try {
      return await connectOwn(options);
    } catch (error) {
      const failure = readFailure(error);
      if (failure?.code !== 'WORKSPACE_IN_USE') throw error;
      if (performance.now() - started > waitLimitMs) throw unreachable(options.workspace, failure.data);
    }
    await wait(lookMs);
  }
}

function connectTo(running: FoundEngine, agent: Agent, { workspace, actorName }: ConnectOptions): Connection {
  const { address, rpcToken } = running;
  return {
    client: createHttpClient({ workspace, address, rpcToken, actorName, agent }),
    running,
    close: async () => {
      agent.destroy();
    },
  };
}

async function connectOwn({ surroundings, workspace, actorName }: ConnectOptions): Promise<Connection> {
  const capabilities = { nativeDialogs: false, revealInFolder: false, goesOn: false };
  const engine = await openOwnEngine({ ...surroundings, workspace, capabilities });
  return {
    client: engine.createClient({ kind: 'command', name: actorName }),
    running: null,
    close: () => engine.stop(),
  };
}

function unreachable(path: string, holder: object): StileError {
  const pid = 'pid' in holder && typeof holder.pid === 'number' ? holder.pid : null;
  const address = 'address' in holder && typeof holder.address === 'string' ? holder.address : null;
  const who = pid === null ? 'Another program' : `Process ${pid}`;
  const cause = `${who} holds the workspace and has not answered for ${waitLimitMs / 1000} s`;
  const remedy = 'Wait until it is done, or end it, and try again.';
  return new StileError(
    'ENGINE_UNREACHABLE',
    `The engine of ${path} cannot be reached: ${cause}. ${remedy}`,
    {
      path,
      address,
      cause,
    },
  );
}
