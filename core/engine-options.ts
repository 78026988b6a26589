import type { SystemInfo } from '#contract/entities.ts';
import type { Clock } from '#core/kernel/clock.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import type { Ids } from '#core/kernel/ids.ts';
import type { Logger } from '#core/kernel/logger.ts';

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
}

/** Where the HTTP host listens, once it does. */
export interface Listening {
  /** `http://127.0.0.1:5000` */
  address: string;
  /** The port that was asked for, when another program holds it. */
  wantedPort: number | null;
  /** Makes an address that lets one browser in. */
  browserUrl(): string;
}
