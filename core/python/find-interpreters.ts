import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { mapSome } from '#core/kernel/map-some.ts';
import { buildChildEnvironment } from '#core/processes/child-environment.ts';
import { findProgram } from '#core/processes/find-program.ts';
import { runToEnd } from '#core/processes/run-to-end.ts';
import { listPlaces, type InterpreterPlace } from './interpreter-places.ts';
import { probeInterpreter, type BrokenInterpreter, type Interpreter } from './probe-interpreter.ts';

export interface FoundInterpreters {
  /** The most wanted first. */
  interpreters: Interpreter[];
  broken: BrokenInterpreter[];
}

export interface FindOptions {
  platform: Platform;
  env: Environment;
  home: string;
  project: string | null;
}

/** Processes that are asked at once. */
const atOnce = 4;

/** Looks for the Pythons of this machine and asks each what it is: some tenths of a second. Never rejects. */
export async function findInterpreters(options: FindOptions): Promise<FoundInterpreters> {
  const { platform, env } = options;
  const launcher = await askLauncher(platform, env);
  const places = dropTwins(listPlaces({ ...options, launcher, list: listFolder }));
  const found: FoundInterpreters = { interpreters: [], broken: [] };
  const probed = await mapSome(places, atOnce, (place) => probeInterpreter(place, platform, env));
  for (const one of probed) {
    if (one === null) continue;
    if (one.ok) found.interpreters.push(one.interpreter);
    else found.broken.push(one.broken);
  }
  return found;
}

const launcherMs = 10_000;

async function askLauncher(platform: Platform, env: Environment): Promise<string> {
  if (platform !== 'win32') return '';
  const asked = { platform, command: 'py', args: ['-0p'], env: buildChildEnvironment(platform, env) };
  return (await runToEnd(asked, launcherMs)).stdout;
}

/** The program uv on PATH; null when there is none. */
export function findUv(platform: Platform, env: Environment): string | null {
  return findProgram(platform, env, 'uv');
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Several names of one file are one Python, but each virtual environment is one of its own, whatever it links to. */
function dropTwins(places: readonly InterpreterPlace[]): InterpreterPlace[] {
  const seen = new Set<string>();
  return places.filter(({ path }) => {
    const key = identify(path);
    if (key === null || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function identify(path: string): string | null {
  try {
    const real = realpathSync(path);
    const folder = realpathSync(dirname(path));
    return existsSync(join(folder, '..', 'pyvenv.cfg')) ? folder : real;
  } catch {
    return null;
  }
}
