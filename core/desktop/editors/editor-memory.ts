import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { editorChoice, type EditorChoice } from '#contract/editors.ts';
import { makeFolders, writeFileAtomic } from '#core/kernel/files.ts';
import { parseJson } from '#core/kernel/json.ts';
import { editorFile, type UserPlace } from '#core/kernel/user-folders.ts';

const remembered = z.object({ choice: editorChoice });

/** What this user has chosen; automatic where nothing is kept, or nothing that can be read. */
export function readChoice(user: UserPlace): EditorChoice {
  try {
    return remembered.parse(parseJson(readFileSync(editorFile(user), 'utf8'))).choice;
  } catch {
    return { kind: 'automatic' };
  }
}

/** Keeps it for this user alone: a command is nobody else's business. Throws what the file system says. */
export function keepChoice(user: UserPlace, choice: EditorChoice): void {
  const file = editorFile(user);
  makeFolders(dirname(file));
  writeFileAtomic(file, `${JSON.stringify({ choice })}\n`, 0o600);
}
