import type { Logger } from '#core/kernel/logger.ts';
import type { WorkspaceWarning } from '#contract/entities.ts';
import { errorText } from '#core/kernel/errors.ts';
import type { ExitCode } from './failure.ts';
import { wordBytes } from './cli/words.ts';
import { openBrowser } from './open-browser.ts';
import { goOn } from './go-on.ts';
import { runEngine, type RunEngineOptions, type RunningEngine } from './run-engine.ts';
import type { Surroundings } from './surroundings.ts';

export interface ServeOptions {
  surroundings: Surroundings;
  /** absolute */
  workspace: string;
  port: number | undefined;
  /** One JSON line on stdout when it is ready, instead of words. */
  json: boolean;
  openBrowser: boolean;
}

/**
 * Runs the headless host until it is asked to stop, by a signal or by a call. Returns the exit code.
 * @throws what opening the engine throws, and PORT_IN_USE
 */
export async function serve(options: ServeOptions): Promise<ExitCode> {
  const stop = listenForStop();
  // Whoever read what this prints may be gone; the engine goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    const engineOptions = toEngineOptions(options);
    let running = await runEngine(engineOptions);
    keepRunning(() => running.engine.ctx.logger, stop.crash);
    announce(options, running);
    for (;;) {
      const end = await Promise.race([stop.asked, running.engine.stopRequested]);
      if (typeof end !== 'object' || end === null) {
        await running.stop();
        return end ?? 0;
      }
      running = await goOn(running, engineOptions, end);
      if (!options.json) process.stdout.write(`Workspace:       ${running.engine.ctx.paths.root}\n`);
    }
  } finally {
    stop.release();
  }
}

function toEngineOptions({ surroundings, workspace, port }: ServeOptions): RunEngineOptions {
  const capabilities = { nativeDialogs: false, revealInFolder: false, goesOn: true };
  return { ...surroundings, workspace, port, capabilities };
}

interface StopSignals {
  asked: Promise<ExitCode>;
  /** Stops because of an error that nobody caught. */
  crash(): void;
  release(): void;
}

const stopSignals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'];

/** The first signal stops cleanly; the second ends the process, for those who cannot wait. */
function listenForStop(): StopSignals {
  const { promise, resolve } = Promise.withResolvers<ExitCode>();
  let isAsked = false;
  const onSignal = (): void => {
    if (isAsked) process.exit(1);
    isAsked = true;
    resolve(0);
  };
  for (const signal of stopSignals) process.on(signal, onSignal);
  return {
    asked: promise,
    crash: () => {
      resolve(4);
    },
    release: () => {
      for (const signal of stopSignals) process.off(signal, onSignal);
    },
  };
}

/** A rejection that nobody handled costs one call and is logged; an exception leaves unknown state, so it stops. */
export function keepRunning(logger: () => Logger, crash: () => void): void {
  process.on('unhandledRejection', (reason) => {
    logger().error({ err: reason }, 'a rejection that nobody handled');
  });
  process.on('uncaughtException', (error) => {
    logger().error({ err: error }, 'an exception that nobody caught: the engine stops');
    process.stderr.write(`Stile stops because of an error in itself: ${errorText(error)}\n`);
    crash();
  });
}

function announce(options: ServeOptions, { engine, address, scoring }: RunningEngine): void {
  const { surroundings, json } = options;
  const context = engine.rpcContext({ kind: 'engine', name: 'stile' });
  const url = context.services.browserUrl();
  const workspace = engine.ctx.paths.root;
  if (json)
    process.stdout.write(`${JSON.stringify({ address, scoring, url, workspace, pid: process.pid })}\n`);
  else process.stdout.write(wordReady({ url, address, scoring, workspace }));
  void context.services.systemInfo().then((info) => {
    const { wantedPort } = info;
    if (wantedPort !== null)
      process.stderr.write(
        `Port ${wantedPort} is in use by another program, so Stile listens at ${address}.\n`,
      );
    for (const warning of info.workspace.warnings) process.stderr.write(`${wordWarning(warning)}\n`);
  });
  if (options.openBrowser) openBrowser(surroundings.platform, url);
}

interface Ready {
  url: string;
  address: string;
  scoring: string | null;
  workspace: string;
}

/** Where everything is, one line each; the line for scripts can be pasted as it stands. */
export function wordReady({ url, address, scoring, workspace }: Ready): string {
  return [
    `Stile is ready:  ${url}`,
    `Scripts log to:  MLFLOW_TRACKING_URI=${address}`,
    ...(scoring === null ? [] : [`Models answer:   ${scoring}/invocations`]),
    `Workspace:       ${workspace}`,
    '',
  ].join('\n');
}

/** A sentence for each condition of the workspace. */
export function wordWarning({ code, detail }: WorkspaceWarning): string {
  switch (code) {
    case 'SYNCED_FOLDER':
      return `Warning: the workspace lies in a folder that ${detail} keeps in sync, which can damage its database. Move it, or choose another folder with --workspace.`;
    case 'NETWORK_FOLDER':
      return `Warning: the workspace lies on a network folder (${detail}), where its database is not safe. Choose a folder on this machine with --workspace.`;
    case 'DAMAGED_READ_ONLY':
      return `Warning: the database is damaged and was opened for reading only. ${detail === '' ? 'There is no backup to restore.' : `The newest good backup is ${detail}: stop this engine, then run: stile backup restore "${detail}"`}`;
    case 'BACKUP_FAILED':
      return `Warning: the daily backup failed (${detail}).`;
    case 'LOW_DISK':
      return `Warning: the disk of the workspace is nearly full (${wordBytes(Number(detail))} are free).`;
  }
}
