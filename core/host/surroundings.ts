import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { findPortableData } from '#core/desktop/places.ts';
import { toPlatform, type Environment, type Platform } from '#core/kernel/folder-hazards.ts';
import { parseJson } from '#core/kernel/json.ts';

/** What a program of dist/ finds around itself, read once and passed on. */
export interface Surroundings {
  platform: Platform;
  env: Environment;
  home: string;
  cwd: string;
  /** The folder with the built programs. */
  dist: string;
  /** What ships and is not code. */
  resources: string;
  /** of the product, e.g. `0.1.0` */
  version: string;
}

export function readSurroundings(dist: string): Surroundings {
  const platform = toPlatform(process.platform);
  return {
    platform,
    env: portableEnvironment(platform),
    home: homedir(),
    cwd: process.cwd(),
    dist,
    resources: findResources(dist),
    version: readVersion(dist),
  };
}

/** In portable mode the command keeps its data where the app does whose program runs it. */
function portableEnvironment(platform: Platform): Environment {
  const program = process.versions['electron'] === undefined ? null : process.execPath;
  const data = findPortableData({ platform, env: process.env, program });
  return data === null ? process.env : { ...process.env, STILE_DATA: data };
}

/** Beside the programs in a checkout; in the installed app the programs lie in an archive, and these outside of it. */
function findResources(dist: string): string {
  const beside = join(dist, 'resources');
  return existsSync(beside) ? beside : join(dist, '..', '..', 'resources');
}

/** The manifest lies beside dist/ in a checkout and in the installed app. */
function readVersion(dist: string): string {
  try {
    const manifest = parseJson(readFileSync(join(dirname(dist), 'package.json'), 'utf8'));
    const isObject = typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest);
    return isObject && typeof manifest['version'] === 'string' ? manifest['version'] : '0.0.0';
  } catch {
    return '0.0.0';
  }
}
