import type { EngineStatus } from '#contract/desktop.ts';
import type { EngineCommand, EngineReport, EngineStart } from './engine-protocol.ts';
import type { ShellMachine } from './machine.ts';
import { createRestartPolicy } from './restart-policy.ts';
import type { ShellLog } from './shell-log.ts';
import { keepTail } from './tail.ts';
import type { Tail } from './tail.ts';

/** A restart that is asked for sooner after the end than this is no person's. Milliseconds. */
const personPause = 3000;
/** How long the engine may take to die when it was told to. Milliseconds. */
const killLimit = 2000;

/** A process as Electron's utility processes are; `P` are the ports that it can be handed. */
export interface EngineChild<P> {
  readonly stderr: NodeJS.ReadableStream | null;
  postMessage(message: unknown, transfer?: P[]): void;
  kill(): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

export interface SupervisorOptions<P> {
  fork(): EngineChild<P>;
  /** What a new process is told first; it may have gone on to another workspace when it is told again. */
  start: Omit<EngineStart, 'type'>;
  machine: Pick<ShellMachine, 'after' | 'now' | 'say'>;
  log: ShellLog;
}

/** Keeps one engine process running: restarts it when it dies, gives up when it dies too often, ends it at quit. */
export class EngineSupervisor<P> {
  status: EngineStatus = { state: 'starting' };
  readonly #options: SupervisorOptions<P>;
  #workspace: string | null;
  readonly #listeners: ((status: EngineStatus) => void)[] = [];
  readonly #restarts = createRestartPolicy();
  #child: EngineChild<P> | null = null;
  /** Had to leave for another workspace: what it still says is of the one before. */
  #dismissed: EngineChild<P> | null = null;
  #endedAt = 0;
  #cancelRestart = (): void => undefined;
  #onceGone = (): void => undefined;
  #stopping: Promise<void> | null = null;

  constructor(options: SupervisorOptions<P>) {
    this.#options = options;
    this.#workspace = options.start.workspace;
  }

  /** The open one; null while there is none. */
  get workspace(): string | null {
    return this.status.state === 'ready' ? this.#workspace : null;
  }

  /** The one that is open, or that it could not open or keep open; null while none is known. */
  get lastWorkspace(): string | null {
    const { status } = this;
    return 'workspace' in status && status.workspace !== '' ? status.workspace : this.#workspace;
  }

  onStatus(listener: (status: EngineStatus) => void): void {
    this.#listeners.push(listener);
  }

  /** Hands the engine its end of a channel. Call only while `ready`. */
  connect(windowId: number, port: P): void {
    this.#send({ type: 'connect', windowId }, [port]);
  }

  start(): void {
    const { fork, machine, start } = this.#options;
    this.#cancelRestart();
    this.#setStatus({ state: 'starting' });
    const child = fork();
    const tail = keepTail(child.stderr, machine.say);
    this.#child = child;
    child.on('message', (message) => {
      if (child !== this.#dismissed) this.#onReport(message, tail);
    });
    child.on('exit', (code) => this.#onExit(tail, code));
    this.#send({ type: 'start', ...start, workspace: this.#workspace });
  }

  /** After the engine has failed or stopped, when a person may have asked for it. */
  startAgain(): void {
    const ended = this.status.state === 'failed' || this.status.state === 'stopped';
    if (!ended || this.#child || this.#stopping || this.#options.machine.now() - this.#endedAt < personPause)
      return;
    this.#restarts.forget();
    this.start();
  }

  /** Starts on another workspace, where none is open that could be asked to go on with it. */
  startOn(workspace: string): void {
    if (this.status.state === 'ready' || this.#stopping) return;
    this.#workspace = workspace;
    this.#restarts.forget();
    if (!this.#child) return this.start();
    // One that is still there, starting or ending, must leave first; its end starts the next.
    this.#dismissed = this.#child;
    this.#setStatus({ state: 'starting' });
    this.#child.kill();
  }

  /** Drains and ends the engine for good; resolves when its process is gone or was told to die after `limit`. */
  stop(limit: number): Promise<void> {
    this.#cancelRestart();
    this.#stopping ??= this.#drain(limit);
    return this.#stopping;
  }

  async #drain(limit: number): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#send({ type: 'stop' });
    if (await this.#isGoneWithin(limit)) return;
    // A process that ignores even this ends with the app: Chromium's children exit when their pipe breaks.
    child.kill();
    await this.#isGoneWithin(killLimit);
  }

  #isGoneWithin(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#options.machine.after(milliseconds, () => resolve(false));
      this.#onceGone = () => {
        cancel();
        resolve(true);
      };
    });
  }

  #onReport(message: unknown, tail: Tail): void {
    if (!isEngineReport(message)) return;
    if (message.type === 'stopped') return this.#endStopped(tail);
    if (message.type === 'ready') {
      this.#workspace = message.workspace; // A restart opens the one it has gone on with.
      this.#setStatus({ state: 'ready', trackingUri: message.trackingUri, workspace: message.workspace });
    } else {
      const { code, message: text, data } = message;
      const workspace = message.workspace ?? this.#workspace ?? '';
      this.#end({ state: 'failed', workspace, code, message: text, data });
    }
  }

  #onExit(tail: Tail, code: number): void {
    this.#child = null;
    this.#options.log('engine ended', { code, lastWords: code === 0 ? '' : tail.text() });
    this.#onceGone();
    const { state } = this.status;
    if (this.#stopping || state === 'failed' || state === 'stopped') return;
    const delay = this.#restarts.noteDeath(this.#options.machine.now());
    if (delay === null) return this.#endStopped(tail);
    this.#setStatus({ state: 'starting' });
    this.#cancelRestart = this.#options.machine.after(delay, () => this.start());
  }

  #endStopped(tail: Tail): void {
    this.#end({ state: 'stopped', workspace: this.#workspace ?? '', lastWords: tail.text() });
  }

  #end(status: EngineStatus): void {
    this.#endedAt = this.#options.machine.now();
    this.#setStatus(status);
  }

  #setStatus(status: EngineStatus): void {
    this.status = status;
    for (const listener of this.#listeners) listener(status);
  }

  #send(command: EngineCommand, ports: P[] = []): void {
    this.#child?.postMessage(command, ports);
  }
}

function isEngineReport(message: unknown): message is EngineReport {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  return message.type === 'ready' || message.type === 'failed' || message.type === 'stopped';
}
