import type { ErrorCode } from './errors.ts';
import type { ShellAnswer, ShellEvent, ShellInput, ShellVerb } from './shell.ts';

/**
 * What the desktop app's preload puts on `window.stile`, and all of it. Absent in a browser. Everything else that a
 * desktop can do is asked of the engine or the shell as a procedure. `F` is the DOM's `File`, which the contract does
 * not know.
 */
export interface DesktopBridge<F> {
  /** Node's name of the system: `linux`, `darwin`, `win32`. */
  platform: string;
  /**
   * Asks for a port to the engine, which comes as a `PortMessage` as soon as the engine is ready. After the engine
   * has failed or stopped this starts it again, but not within three seconds, so that no loop can hide in it.
   */
  connect(): void;
  /** The absolute path of a file that was dropped or chosen; empty for one made in memory. */
  pathForFile(file: F): string;
  /** Asks the shell for what only a desktop can do. Never rejects. */
  ask<V extends ShellVerb>(verb: V, input: ShellInput<V>): Promise<ShellAnswer<V>>;
}

/** Posted to the page's own window. The first comes after the page has asked `describe`. */
export interface ShellEventMessage {
  type: 'stile:shell';
  event: ShellEvent;
}

/** Posted to the page's own window, with the port in `event.ports[0]`. Check `event.source === window`. */
export interface PortMessage {
  type: 'stile:port';
}

/** Posted to the page's own window whenever the engine's state changes, and after `connect()` when there is no port. */
export interface EngineStateMessage {
  type: 'stile:engine';
  status: EngineStatus;
}

export type EngineStatus =
  | { state: 'starting' }
  | { state: 'ready'; trackingUri: string | null; workspace: string }
  /** It cannot open the workspace; `data` is that of `code`. */
  | { state: 'failed'; workspace: string; code: ErrorCode; message: string; data: object }
  /** It ended too often, or was asked to end. `lastWords` is the end of what it wrote to stderr. */
  | { state: 'stopped'; workspace: string; lastWords: string };
