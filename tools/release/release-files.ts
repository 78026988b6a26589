import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { VerbContext } from '../lib/verb.ts';

const installer = /^stile-\d[^/]*\.(exe|zip|dmg|AppImage|deb|rpm|tar\.gz)$/;

/** The folder that a release command works in: the one named after the command, else release/. */
export function releaseFolder({ args, env, paths }: Pick<VerbContext, 'args' | 'env' | 'paths'>): string {
  const [folder] = args;
  return folder === undefined
    ? resolve(paths.root, 'release')
    : resolve(env['STILE_CALLER_CWD'] ?? paths.root, folder);
}

/**
 * Names of the installers in a folder, sorted.
 * @throws when there is none, because a release of nothing is a mistake
 */
export function listInstallers(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => installer.test(name));
  if (names.length === 0)
    throw new Error(`${folder} holds no installer of Stile: npm run package makes them.`);
  return names.sort();
}

/** What is handed out with the installers: their signatures, and what they are made of. */
export function listReleaseFiles(folder: string): string[] {
  const beside = readdirSync(folder).filter(
    (name) => name.endsWith('.sig.json') || name.endsWith('.cdx.json'),
  );
  return [...listInstallers(folder), ...beside].sort();
}
