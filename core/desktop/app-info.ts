import { join } from 'node:path';
import type { AppInfo } from '#contract/desktop-tools.ts';
import type { UserPlace } from '#core/kernel/user-folders.ts';
import { findPlaces } from './places.ts';
import type { ThisProgram } from './this-program.ts';
import { readUpdateKeys } from './update-check.ts';

/** The list of keys whose updates a build trusts. */
export function updateKeysFile(resources: string): string {
  return join(resources, 'update-keys.json');
}

export interface AppFacts extends UserPlace {
  version: string;
  /** of the processor, as Node names it */
  arch: string;
  resources: string;
  program: ThisProgram;
}

/** What runs here, and where it keeps what belongs to it. */
export function describeApp({ version, arch, resources, program, ...user }: AppFacts): AppInfo {
  const { portableData, recentFile, ...folders } = findPlaces(user);
  return {
    version,
    platform: user.platform,
    arch,
    runtime: program.isDesktop ? 'desktop' : 'node',
    program: program.appImage ?? program.file,
    portableData,
    folders,
    recentFile,
    updateKeys: readUpdateKeys(updateKeysFile(resources)).map(({ id }) => id),
  };
}
