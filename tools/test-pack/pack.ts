import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readJson } from '../lib/json.ts';
import type { RepositoryPaths } from '../lib/paths.ts';
import { runProgram } from '../lib/run-program.ts';
import { writeStandInElectron } from './stand-in-electron.ts';
import type { Target } from './targets.ts';

export interface Packed {
  target: Target;
  /** absolute: the unpacked app */
  app: string;
  /** absolute: the folder with app.asar */
  resources: string;
  seconds: number;
}

/** release/ is never committed; nothing is written outside it. */
export function packFolder({ root }: RepositoryPaths): string {
  return join(root, 'release', 'test-pack');
}

export interface PackOptions {
  /** name of the folder in release/test-pack */
  name?: string;
  /** what is made of the unpacked app, as electron-builder calls it: `deb`, `tar.gz` */
  kinds?: string[];
  /** further arguments for electron-builder */
  flags?: string[];
  env?: NodeJS.ProcessEnv;
}

/**
 * Packs the app for a system with the stand-in Electron and without a network.
 * @throws when electron-builder fails, with all that it printed
 */
export async function packTarget(
  paths: RepositoryPaths,
  target: Target,
  options: PackOptions = {},
): Promise<Packed> {
  const folder = join(packFolder(paths), options.name ?? `${target.platform}-${target.arch}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const version = electronVersion();
  const distribution = join(folder, 'electron');
  await writeStandInElectron(distribution, target, version);
  const settings = {
    electronDist: distribution,
    electronVersion: version,
    'directories.output': folder,
    compression: 'store',
  };
  const [system, processor] = target.flags;
  const what = [system, 'dir', ...(options.kinds ?? []), processor];
  const flags = [...what, ...(options.flags ?? []), ...toFlags(settings)];
  const seconds = await runBuilder(paths, folder, flags, options.env);
  const app = join(folder, target.app);
  return { target, app, resources: join(app, target.resources), seconds };
}

async function runBuilder(
  paths: RepositoryPaths,
  folder: string,
  flags: string[],
  env?: NodeJS.ProcessEnv,
): Promise<number> {
  const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const args = [cli, '--publish', 'never', '--config', 'electron-builder.yml', ...flags];
  const result = await runProgram(process.execPath, args, {
    cwd: paths.root,
    env: { ...offlineEnv(folder), ...env },
    timeLimit: 300_000,
  });
  if (result.code !== 0)
    throw new Error(`electron-builder ${flags.join(' ')} ended with ${result.code}:\n${result.output}`);
  return result.seconds;
}

/** Whatever would be fetched goes to a port where nobody listens, and caches stay in the folder. */
function offlineEnv(folder: string): NodeJS.ProcessEnv {
  const nowhere = 'http://127.0.0.1:9/';
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  return {
    ...process.env,
    TMPDIR: temporary,
    TMP: temporary,
    TEMP: temporary,
    CSC_IDENTITY_AUTO_DISCOVERY: 'false',
    ELECTRON_BUILDER_CACHE: join(folder, 'cache'),
    ELECTRON_BUILDER_BINARIES_MIRROR: nowhere,
    ELECTRON_MIRROR: nowhere,
    HTTPS_PROXY: nowhere,
    HTTP_PROXY: nowhere,
  };
}

function electronVersion(): string {
  return readJson<{ version: string }>(createRequire(import.meta.url).resolve('electron/package.json'))
    .version;
}

function toFlags(settings: Record<string, string>): string[] {
  return Object.entries(settings).map(([name, value]) => `-c.${name}=${value}`);
}
