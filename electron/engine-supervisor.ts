import type { EngineStatus } from '#contract/desktop.ts';
import type { EngineCommand, EngineReport } from '#core/host/engine-protocol.ts';
import { resolveWorkspace } from './paths.ts';
import { createRestartPolicy } from './restart-policy.ts';
import type { ShellChild, ShellContext, ShellPort } from './shell-types.ts';
import { keepTail } from './tail.ts';
import type { Tail } from './tail.ts';

/** A restart that is asked for sooner after the end than this is no person's. Milliseconds. */
const personPause = 3000;
/** How long the engine may take to drain, and to die after that. Milliseconds. */
const drainLimit = 10_000;
const killLimit = 2000;

/** After ready: starts the engine in a process of its own, so that no long query can freeze a window. */
export function setupEngine(ctx: ShellContext): EngineSupervisor {
  const supervisor = new EngineSupervisor(
    ctx,
    resolveWorkspace(ctx.machine, ctx.electron.app.getPath('home')),
  );
  supervisor.start();
  return supervisor;
}

/** Keeps one engine process running: restarts it when it dies, gives up when it dies too often, ends it at quit. */
export class EngineSupervisor {
  status: EngineStatus = { state: 'starting' };
  readonly #ctx: ShellContext;
  #workspace: string;
  readonly #listeners: ((status: EngineStatus) => void)[] = [];
  readonly #restarts = createRestartPolicy();
  #child: ShellChild | null = null;
  #endedAt = 0;
  #cancelRestart = (): void => undefined;
  #onceGone = (): void => undefined;
  #stopping: Promise<void> | null = null;

  constructor(ctx: ShellContext, workspace: string) {
    this.#ctx = ctx;
    this.#workspace = workspace;
  }

  onStatus(listener: (status: EngineStatus) => void): void {
    this.#listeners.push(listener);
  }

  /** Hands the engine its end of a channel. Call only while `ready`. */
  connect(windowId: number, port: ShellPort): void {
    this.#send({ type: 'connect', windowId }, [port]);
  }

  start(): void {
    const { electron, paths, machine } = this.#ctx;
    this.#cancelRestart();
    this.#setStatus({ state: 'starting' });
    const child = electron.utilityProcess.fork(paths.engine, [], {
      serviceName: 'stile-engine',
      stdio: ['ignore', 'inherit', 'pipe'],
      env: machine.env,
    });
    const tail = keepTail(child.stderr, machine.say);
    this.#child = child;
    child.on('message', (message) => this.#onReport(message, tail));
    child.on('exit', () => this.#onExit(tail));
    const version = electron.app.getVersion();
    this.#send({ type: 'start', workspace: this.#workspace, resources: paths.resources, version });
  }

  /** After the engine has failed or stopped, when a person may have asked for it. */
  startAgain(): void {
    const ended = this.status.state === 'failed' || this.status.state === 'stopped';
    if (!ended || this.#child || this.#stopping || this.#ctx.machine.now() - this.#endedAt < personPause)
      return;
    this.#restarts.forget();
    this.start();
  }

  /** Drains and ends the engine for good; resolves when its process is gone or was told to die. */
  stop(): Promise<void> {
    this.#cancelRestart();
    this.#stopping ??= this.#drain();
    return this.#stopping;
  }

  async #drain(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#send({ type: 'stop' });
    if (await this.#isGoneWithin(drainLimit)) return;
    // A process that ignores even this ends with the app: Chromium's children exit when their pipe breaks.
    child.kill();
    await this.#isGoneWithin(killLimit);
  }

  #isGoneWithin(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#ctx.machine.after(milliseconds, () => resolve(false));
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
      this.#end({ state: 'failed', workspace: this.#workspace, code, message: text, data });
    }
  }

  #onExit(tail: Tail): void {
    this.#child = null;
    this.#onceGone();
    const { state } = this.status;
    if (this.#stopping || state === 'failed' || state === 'stopped') return;
    const delay = this.#restarts.noteDeath(this.#ctx.machine.now());
    if (delay === null) return this.#endStopped(tail);
    this.#setStatus({ state: 'starting' });
    this.#cancelRestart = this.#ctx.machine.after(delay, () => this.start());
  }

  #endStopped(tail: Tail): void {
    this.#end({ state: 'stopped', workspace: this.#workspace, lastWords: tail.text() });
  }

  #end(status: EngineStatus): void {
    this.#endedAt = this.#ctx.machine.now();
    this.#setStatus(status);
  }

  #setStatus(status: EngineStatus): void {
    this.status = status;
    for (const listener of this.#listeners) listener(status);
  }

  #send(command: EngineCommand, ports: ShellPort[] = []): void {
    this.#child?.postMessage(command, ports);
  }
}

function isEngineReport(message: unknown): message is EngineReport {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  return message.type === 'ready' || message.type === 'failed' || message.type === 'stopped';
}
