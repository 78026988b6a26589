import type { EngineStatus } from '#contract/desktop.ts';
import type { ShellEvent, ShellFacts, ShellInput, ShellOutputs, ShellVerb } from '#contract/shell.ts';
import type { Store } from '../bridge/store.ts';

/** An engine that is gone until somebody starts it again. */
export type EndedEngine = Extract<EngineStatus, { state: 'failed' | 'stopped' }>;

export function hasEnded(status: EngineStatus | null): status is EndedEngine {
  return status?.state === 'failed' || status?.state === 'stopped';
}

/** What the place that shows this page can do. Screens ask for these, and never which program shows them. */
export type HostCapabilities = {
  /** Dialogs of the system name places on this computer, and its file manager shows them. */
  readonly paths: boolean;
  /** The system shows the page's commands as menus, and opens windows by itself. */
  readonly menus: boolean;
  /** The system tells of what happened while nobody looks. */
  readonly notifications: boolean;
  /** An icon beside the clock keeps the program alive without a window. */
  readonly tray: boolean;
  /** Files of the workspace can be dragged out of the window. */
  readonly drag: boolean;
  /** The program asks the page before it ends, and can go on without a window. */
  readonly quit: boolean;
  /** The title bar is the page's: it leaves room for the system's own buttons, and moves the window. */
  readonly titleBar: boolean;
  /** The system opens `stile://` links with this program. */
  readonly links: boolean;
  /** The program can be updated from a file, and removed with all its data. */
  readonly program: boolean;
};

/** The one way to what lies around the window: the desktop app's shell, or a browser with what it can do of it. */
export type Host = {
  readonly capabilities: HostCapabilities;
  /**
   * Asks for one thing; what a host cannot do, `capabilities` says before. Rejects with an error that `toProblem`
   * reads, like one of the engine.
   */
  readonly ask: <V extends ShellVerb>(verb: V, input: ShellInput<V>) => Promise<ShellOutputs[V]>;
  /** What the desktop told of itself; null before it did, and in a browser. */
  readonly facts: Store<ShellFacts | null>;
  /** What the shell said of the engine last; null before it said anything, and in a browser. */
  readonly engine: Store<EngineStatus | null>;
  /** Starts an engine again that has ended: at once, or when three seconds have gone since its end. */
  readonly startEngine: () => void;
  /** Hears what the shell tells; what came before `describe` was asked waits for it. Returns the way to stop. */
  readonly onEvent: (listener: (event: ShellEvent) => void) => () => void;
};
