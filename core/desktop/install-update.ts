import { join } from 'node:path';
import type { CheckedUpdate } from '#contract/desktop-tools.ts';
import { StileError } from '#core/kernel/errors.ts';
import { checkUpdate, readUpdateKeys } from './update-check.ts';

interface UpdatedProgram {
  platform: string;
  arch: string;
  /** of the program that runs */
  version: string;
  resources: string;
}

/** Electron's `shell`, as far as it is used here. */
interface Opener {
  /** Opens a file with the program that the system has for it; answers why it could not, or an empty text. */
  openPath(path: string): Promise<string>;
  showItemInFolder(path: string): void;
}

/** What the system opens as an installer. Anything else is unpacked or put in place by hand. */
const installers = /\.(exe|msi|dmg|pkg|deb|rpm)$/i;

/**
 * Checks an update once more, because the file may have changed since, and hands it to the system.
 * @throws UPDATE_REFUSED, INVALID_STATE where the system cannot open it
 */
export async function installUpdate(
  file: string,
  { platform, arch, version, resources }: UpdatedProgram,
  opener: Opener,
): Promise<CheckedUpdate> {
  const keys = readUpdateKeys(join(resources, 'update-keys.json'));
  const update = await checkUpdate({ file, keys, platform, arch, version, allowOlder: false });
  if (!installers.test(file)) opener.showItemInFolder(file);
  else await open(file, opener);
  return update;
}

async function open(file: string, opener: Opener): Promise<void> {
  const problem = await opener.openPath(file);
  if (problem === '') return;
  const remedy = 'Open it yourself from its folder.';
  throw new StileError('INVALID_STATE', `The system cannot open ${file}: ${problem}. ${remedy}`, {
    kind: 'file',
    id: file,
    state: problem,
    needed: 'a file that the system opens',
    remedy,
  });
}
