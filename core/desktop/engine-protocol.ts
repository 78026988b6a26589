import type { ErrorCode } from '#contract/errors.ts';

/**
 * What the desktop shell and its engine process say to each other over the process's parent port.
 *
 *     shell                              engine process
 *     fork, then start            ->
 *                                 <-     ready | failed (then it exits)
 *     connect + one MessagePort   ->     serves the RPC on that port until it closes
 *                                 <-     ready, when it goes on with another workspace or a restored one
 *     stop                        ->     drains and closes its ports
 *                                 <-     stopped (then it exits with 0)
 *
 * `start` is always the first message and comes once. `connect` comes only after `ready`, any number of times; a
 * second one for the same window (the page was loaded again) replaces the first. Paths travel in a message and not on
 * the command line, so that no system quotes, logs or shortens them.
 */
export type EngineCommand = EngineStart | EngineConnect | EngineStop;

export interface EngineStart {
  type: 'start';
  /** Absolute; made when it is missing. Null: the one that this user opened last, and the default where there is none. */
  workspace: string | null;
  /** absolute: what ships and is not code */
  resources: string;
  /** of the app, e.g. `0.1.0` */
  version: string;
}

/** Comes with exactly one port in `event.ports`; `windowId` names the window as long as it is open. */
export interface EngineConnect {
  type: 'connect';
  windowId: number;
}

export interface EngineStop {
  type: 'stop';
}

export type EngineReport = EngineReady | EngineFailed | EngineStopped;

export interface EngineReady {
  type: 'ready';
  /** where the tracking server listens; null while it does not */
  trackingUri: string | null;
  workspace: string;
}

/** The engine cannot open its workspace. Trying the same again would end the same. */
export interface EngineFailed {
  type: 'failed';
  /** The one that it could not open; left out where it found none. */
  workspace?: string;
  code: ErrorCode;
  /** English, for logs; screens word `code` and `data` */
  message: string;
  data: object;
}

export interface EngineStopped {
  type: 'stopped';
}
