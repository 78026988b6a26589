import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CheckedUpdate } from '#contract/desktop-tools.ts';
import { StileError } from '#core/kernel/errors.ts';
import { updateKeysFile } from './app-info.ts';
import { checkUpdate, readUpdateKeys } from './update-check.ts';
import { signatureSuffix } from './update-manifest.ts';

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
 * Checks an update once more and hands it to the system. What is checked and opened is a copy in a folder that only
 * this user can write: the file that was chosen may lie on a share or a stick, where it could change in between.
 * @throws UPDATE_REFUSED, INVALID_STATE where the system cannot open it
 */
export async function installUpdate(
  file: string,
  { platform, arch, version, resources }: UpdatedProgram,
  opener: Opener,
): Promise<CheckedUpdate> {
  const keys = readUpdateKeys(updateKeysFile(resources));
  const question = { file, keys, platform, arch, version, allowOlder: false };
  const update = await checkUpdate(question);
  if (!installers.test(file)) {
    opener.showItemInFolder(file);
    return update;
  }
  const copy = await copyForOneself(file);
  await checkUpdate({ ...question, file: copy });
  const problem = await opener.openPath(copy);
  if (problem !== '') throw notOpened(file, problem);
  return update;
}

const copyPrefix = 'stile-update-';

/** An installer that runs cannot be removed, so the copies of earlier updates go now. */
async function copyForOneself(file: string): Promise<string> {
  const names = await readdir(tmpdir());
  for (const name of names.filter((one) => one.startsWith(copyPrefix))) {
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
  const copy = join(await mkdtemp(join(tmpdir(), copyPrefix)), basename(file));
  await copyFile(file, copy);
  await copyFile(`${file}${signatureSuffix}`, `${copy}${signatureSuffix}`);
  return copy;
}

function notOpened(file: string, problem: string): StileError {
  const remedy = 'Open it yourself from its folder.';
  return new StileError('INVALID_STATE', `The system cannot open ${file}: ${problem}. ${remedy}`, {
    kind: 'file',
    id: file,
    state: problem,
    needed: 'a file that the system opens',
    remedy,
  });
}
