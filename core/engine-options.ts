import { userInfo } from 'node:os';
import { isAbsolute, parse } from 'node:path';
import type { SystemInfo } from '#contract/entities.ts';
import type { LastStart } from '#contract/workspaces.ts';
import type { Clock } from '#core/kernel/clock.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import type { Ids } from '#core/kernel/ids.ts';
import type { Logger } from '#core/kernel/logger.ts';
import type { WorkspaceLock } from '#core/store/workspace-lock.ts';

export interface EngineOptions {
  /** The workspace folder; made when it is not there. */
  workspace: string;
  version: string;
  /** Absolute folder of what ships and is not code. */
  resources: string;
  clock: Clock;
  ids: Ids;
  /** Given the workspace's log folder once that exists. */
  createLogger(folder: string): Logger;
  platform: Platform;
  env: Environment;
  capabilities: SystemInfo['capabilities'];
  /** How this engine came about, where its host went on with it after another. */
  cameFrom?: CameFrom | undefined;
  /** The workspace's lock, where the host has it of an engine before this one. */
  lock?: WorkspaceLock | undefined;
}

/** What a host goes on with after an engine: another workspace, or the same one with a backup in its place. */
export type NextEngine = { kind: 'open'; workspace: string } | { kind: 'restore'; file: string };

export type CameFrom = Pick<LastStart, 'restored' | 'failure'>;

/** The user's home folder, as far as it is known. */
export function homeOf({ env }: Pick<EngineOptions, 'env'>, otherwise: string): string {
  return env['HOME'] ?? env['USERPROFILE'] ?? otherwise;
}

/**
 * The same where what lies in it is trusted: as the system has it when no variable names it, and never a workspace,
 * which may come from somebody else.
 */
export function trustedHome({ env }: Pick<EngineOptions, 'env'>): string {
  const named = [env['HOME'], env['USERPROFILE']].find((folder) => folder && isAbsolute(folder));
  if (named !== undefined) return named;
  try {
    return userInfo().homedir;
  } catch {
    // A user whom the system does not know, as in some containers: nobody but its owner writes there.
    return parse(process.cwd()).root;
  }
}

/** Where the HTTP host listens, once it does. */
export interface Listening {
  /** `http://127.0.0.1:5000` */
  address: string;
  /** The port that was asked for, when another program holds it. */
  wantedPort: number | null;
  /** Whether a client must show a token or a password. */
  access: SystemInfo['trackingAccess'];
  /** Makes an address that lets one browser in. */
  browserUrl(): string;
}
