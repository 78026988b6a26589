import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runAndRelay } from '../launcher/relay.mjs';
import { buildStale, partsFor } from '../build/build.ts';
import type { Verb, VerbContext } from '../lib/verb.ts';
import { decideStart, mayOpenBrowser } from './decide.ts';
import type { Machine } from './decide.ts';
import { fetchElectron } from './electron-download.ts';
import { findSandboxProblem } from './sandbox.ts';

/** `npm start [-- arguments]`: Stile in a window, or served to the browser where there can be no window. */
export const start: Verb = async (ctx) => {
  await buildStale(ctx, partsFor.everything);
  const machine: Machine = { platform: process.platform, env: ctx.env, exists: existsSync };
  const electronPackage = join(ctx.paths.root, 'node_modules', 'electron');
  const fetchProblem = await fetchElectron(ctx, machine, electronPackage, { now: Date.now() });
  const decision = decideStart(machine, electronPackage);
  // Whoever names an Electron of their own has set it up.
  const isFetched = decision.kind === 'electron' && !ctx.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const sandboxProblem = isFetched ? findSandboxProblem(decision.binary) : null;
  if (decision.kind === 'electron' && sandboxProblem === null) return startElectron(ctx, decision.binary);
  const reason = fetchProblem ?? sandboxProblem ?? (decision.kind === 'browser' ? decision.reason : '');
  ctx.say(`Stile opens in the browser, because ${reason}.`);
  return startHost(ctx, mayOpenBrowser(machine));
};

/** Electron takes the folder with package.json, whose `main` names the built shell, then the app's arguments. */
function startElectron({ args, env, paths }: VerbContext, binary: string): Promise<number> {
  // ELECTRON_RUN_AS_NODE, as some editors' terminals set it, would turn the app into a bare Node.
  const { ELECTRON_RUN_AS_NODE: _unwanted, ...clean } = env;
  const electronArgs = [...sandboxArgs(), paths.root, ...args];
  return runAndRelay(binary, electronArgs, { cwd: callerFolder(env, paths.root), env: clean });
}

/** Chromium's sandbox refuses to start for root, which on a developer's Linux means a container. */
function sandboxArgs(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function startHost({ args, env, paths }: VerbContext, openBrowser: boolean): Promise<number> {
  const hostEnv = { ...env, STILE_OPEN_BROWSER: openBrowser ? '1' : '0' };
  const hostArgs = [join(paths.dist, 'node-host.cjs'), ...args];
  return runAndRelay(process.execPath, hostArgs, { cwd: callerFolder(env, paths.root), env: hostEnv });
}

/** Relative paths among the arguments mean the folder where the person typed them. */
function callerFolder(env: NodeJS.ProcessEnv, fallback: string): string {
  return env['STILE_CALLER_CWD'] ?? fallback;
}
