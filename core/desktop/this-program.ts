import { basename, dirname, extname, join, posix } from 'node:path';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { appImageOf } from './places.ts';

/** The program that runs this, as the `stile` command has to start it. */
export interface ThisProgram {
  /** absolute: the desktop app's own program, or the Node of a checkout or headless host */
  file: string;
  isDesktop: boolean;
  /** The AppImage that `file` lies in, at another place each time it runs; null for none. */
  appImage: string | null;
  /** absolute: the built command */
  cli: string;
}

export function findThisProgram(platform: Platform, env: Environment): ThisProgram {
  const isDesktop = process.versions['electron'] !== undefined;
  const file = isDesktop ? mainProgram(platform, process.execPath) : process.execPath;
  const appImage = isDesktop ? appImageOf({ platform, env, program: file }) : null;
  return { file, isDesktop, appImage, cli: locateCommand(import.meta.filename) };
}

/** On macOS the engine runs in a helper inside of the app, which is not what a person starts. */
export function mainProgram(platform: Platform, file: string): string {
  const app = /^(.*?\.app)\/Contents\/Frameworks\/[^/]+\.app\/Contents\/MacOS\/[^/]+$/.exec(file)?.[1];
  if (platform !== 'darwin' || app === undefined) return file;
  return posix.join(app, 'Contents', 'MacOS', posix.basename(app, '.app'));
}

/** `here`: the running file: a bundle in dist/, one in a folder of it, or this file among the sources. */
export function locateCommand(here: string): string {
  const folder = dirname(here);
  if (extname(here) === '.ts') return join(folder, '..', '..', 'dist', 'cli.cjs');
  const dist = ['workers', 'electron'].includes(basename(folder)) ? dirname(folder) : folder;
  return join(dist, 'cli.cjs');
}
