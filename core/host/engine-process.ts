import { randomUUID } from 'node:crypto';
import type { EngineCommand, EngineReport, EngineStart } from './engine-protocol.ts';
import { failureText, readFailure } from './failure.ts';
import { runEngine, type RunningEngine } from './run-engine.ts';
import { keepRunning } from './serve.ts';
import { toPlatform } from './surroundings.ts';
import { servePort, type ServedPort } from '#core/engine-bundle.ts';

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
  parent.on('message', ({ data, ports }) => {
    if (data.type === 'start') running = startEngine(parent, data, stop);
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

async function startEngine(
  parent: ParentPort,
  command: EngineStart,
  stop: () => void,
): Promise<RunningEngine | null> {
  try {
    const running = await runEngine({
      workspace: command.workspace,
      version: command.version,
      resources: command.resources,
      platform: toPlatform(process.platform),
      env: process.env,
      capabilities: { nativeDialogs: true, revealInFolder: true },
      dist: import.meta.dirname,
    });
    keepRunning(running.engine.ctx.logger, () => {
      void running.stop().finally(() => process.exit(4));
    });
    void running.engine.stopRequested.then(stop);
    parent.postMessage({
      type: 'ready',
      trackingUri: running.address,
      workspace: running.engine.ctx.paths.root,
    });
    return running;
  } catch (error) {
    reportFailure(parent, error);
    return null;
  }
}

function reportFailure(parent: ParentPort, error: unknown): void {
  const id = randomUUID();
  const failure = readFailure(error) ?? { code: 'INTERNAL', message: failureText(error), data: { id } };
  process.stderr.write(`${failure.message}\n`);
  parent.postMessage({ type: 'failed', ...failure });
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
  for (const close of windows.values()) close();
  parent.postMessage({ type: 'stopped' });
  exitSoon(0);
  return null;
}

/** One turn later, so that the last message is on its way. */
function exitSoon(code: number): void {
  setImmediate(() => process.exit(code));
}

main();
