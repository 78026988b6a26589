import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { chooseWorkspace } from './choose-workspace.ts';
import type { EngineCommand, EngineReport, EngineStart } from '#core/desktop/engine-protocol.ts';
import { failureText, readFailure } from './failure.ts';
import { goOn } from './go-on.ts';
import { runEngine, type RunEngineOptions, type RunningEngine } from './run-engine.ts';
import { keepRunning } from './serve.ts';
import { toPlatform } from '#core/kernel/folder-hazards.ts';
import { findLastOpened, servePort, type NextEngine, type ServedPort } from '#core/engine-bundle.ts';

/** Electron's end of a utility process, as far as it is used here; a test puts its own in its place. */
interface ParentPort {
  postMessage(message: EngineReport): void;
  on(event: 'message', listener: (message: { data: EngineCommand; ports: ServedPort[] }) => void): void;
}

/** The engine as the desktop app's utility process; engine-protocol.ts says who sends what. */
function main(): void {
  const parent = findParentPort();
  if (parent === null) {
    process.stderr.write('This is a part of the desktop app. To run Stile without it: stile serve\n');
    process.exit(2);
  }
  const windows = new Map<number, () => void>();
  let running: Promise<RunningEngine | null> = Promise.resolve(null);
  const stop = (): void => {
    running = running.then((engine) => stopEngine(parent, engine, windows));
  };
  const current: { engine: RunningEngine | null } = { engine: null };
  const follow = (engine: RunningEngine, options: RunEngineOptions): void => {
    if (current.engine === null) keepProcess(() => current.engine ?? engine);
    current.engine = engine;
    void engine.engine.stopRequested.then((next) => {
      if (next === null) return stop();
      running = running.then((now) =>
        now === null ? null : replaceEngine(parent, now, { options, next, windows, follow }),
      );
    });
  };
  parent.on('message', ({ data, ports }) => {
    if (data.type === 'start') running = startEngine(parent, data, follow);
    else if (data.type === 'stop') stop();
    else void running.then((engine) => connectWindow(engine, windows, data.windowId, ports[0]));
  });
}

function findParentPort(): ParentPort | null {
  const port: unknown = Reflect.get(process, 'parentPort');
  return isParentPort(port) ? port : null;
}

function isParentPort(port: unknown): port is ParentPort {
  return typeof port === 'object' && port !== null && 'postMessage' in port && 'on' in port;
}

function keepProcess(current: () => RunningEngine): void {
  keepRunning(
    () => current().engine.ctx.logger,
    () => {
      void current()
        .stop()
        .finally(() => process.exit(4));
    },
  );
}

type Follow = (engine: RunningEngine, options: RunEngineOptions) => void;

async function startEngine(
  parent: ParentPort,
  command: EngineStart,
  follow: Follow,
): Promise<RunningEngine | null> {
  let { workspace } = command;
  try {
    workspace ??= findWorkspace();
    const options: RunEngineOptions = {
      workspace,
      version: command.version,
      resources: command.resources,
      platform: toPlatform(process.platform),
      env: process.env,
      capabilities: { nativeDialogs: true, revealInFolder: true, goesOn: true },
      dist: import.meta.dirname,
    };
    const running = await runEngine(options);
    follow(running, options);
    reportReady(parent, running);
    return running;
  } catch (error) {
    reportFailure(parent, error, workspace);
    return null;
  }
}

/** Where nobody names a workspace: the one that was open last, as far as it is still there. */
function findWorkspace(): string {
  const user = { platform: toPlatform(process.platform), env: process.env, home: homedir() };
  const isNamed = Boolean(process.env['STILE_WORKSPACE']);
  return (isNamed ? null : findLastOpened(user)) ?? chooseWorkspace({ ...user, cwd: process.cwd() });
}

interface Replacement {
  options: RunEngineOptions;
  next: NextEngine;
  windows: Map<number, () => void>;
  follow: Follow;
}

/** Goes on with another engine in this process; the windows come to it by new ports. */
async function replaceEngine(
  parent: ParentPort,
  before: RunningEngine,
  { options, next, windows, follow }: Replacement,
): Promise<RunningEngine | null> {
  try {
    const running = await goOn(before, options, next);
    follow(running, options);
    reportReady(parent, running);
    closeWindows(windows);
    return running;
  } catch (error) {
    closeWindows(windows);
    reportFailure(parent, error, before.engine.ctx.paths.root);
    return null;
  }
}

function closeWindows(windows: Map<number, () => void>): void {
  for (const close of windows.values()) close();
  windows.clear();
}

function reportReady(parent: ParentPort, { address, engine }: RunningEngine): void {
  parent.postMessage({ type: 'ready', trackingUri: address, workspace: engine.ctx.paths.root });
}

function reportFailure(parent: ParentPort, error: unknown, workspace: string | null): void {
  const id = randomUUID();
  const failure = readFailure(error) ?? { code: 'INTERNAL', message: failureText(error), data: { id } };
  process.stderr.write(`${failure.message}\n`);
  parent.postMessage({ type: 'failed', ...failure, ...(workspace !== null && { workspace }) });
  exitSoon(4);
}

function connectWindow(
  running: RunningEngine | null,
  windows: Map<number, () => void>,
  windowId: number,
  port: ServedPort | undefined,
): void {
  if (running === null || port === undefined) return;
  windows.get(windowId)?.();
  windows.set(windowId, servePort(running.engine, port, { kind: 'screen', name: 'window' }));
}

async function stopEngine(
  parent: ParentPort,
  running: RunningEngine | null,
  windows: Map<number, () => void>,
): Promise<null> {
  if (running === null) return null;
  await running.stop();
  closeWindows(windows);
  parent.postMessage({ type: 'stopped' });
  exitSoon(0);
  return null;
}

/** One turn later, so that the last message is on its way. */
function exitSoon(code: number): void {
  setImmediate(() => process.exit(code));
}

main();
