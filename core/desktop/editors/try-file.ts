import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, posix, win32 } from 'node:path';
import { makeFolders } from '#core/kernel/files.ts';
import { editorFile, type UserPlace } from '#core/kernel/user-folders.ts';

/** The small file that shows whether an editor opens, beside the choice of one. */
export function tryFile(user: UserPlace): string {
  const system = user.platform === 'win32' ? win32 : posix;
  return system.join(system.dirname(editorFile(user)), 'editor-try.py');
}

/** The line that an editor is asked to begin at. */
export const tryLine = 4;

/** What stands in it. */
const tryText = `# Stile opened this file to try out your editor.
# It is safe to close; nothing reads it.

print("Line 4: an editor that takes lines has its cursor here.")
`;

/** Writes it, in the place of whatever has its name: a link there is followed by nobody. Throws what the system says. */
export async function writeTryFile(user: UserPlace): Promise<string> {
  const file = tryFile(user);
  const written = `${file}.${randomUUID()}.tmp`;
  makeFolders(dirname(file));
  try {
    await writeFile(written, tryText, { flag: 'wx', mode: 0o600 });
    await rename(written, file);
  } catch (error) {
    await rm(written, { force: true });
    throw error;
  }
  return file;
}
