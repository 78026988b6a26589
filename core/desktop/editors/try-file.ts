import { posix, win32 } from 'node:path';
import { editorFile, type UserPlace } from '#core/kernel/user-folders.ts';

/** The small file that shows whether an editor opens, beside the choice of one. */
export function tryFile(user: UserPlace): string {
  const { join, dirname } = user.platform === 'win32' ? win32 : posix;
  return join(dirname(editorFile(user)), 'editor-try.py');
}

/** The line that an editor is asked to begin at. */
export const tryLine = 4;

/** What stands in it. */
export const tryText = `# Stile opened this file to try out your editor.
# It is safe to close; nothing reads it.

print("Line 4: an editor that takes lines has its cursor here.")
`;
