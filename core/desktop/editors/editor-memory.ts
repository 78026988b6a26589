import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { editorChoice, type EditorChoice } from '#contract/editors.ts';
import { makeFolders, writeFileAtomic } from '#core/kernel/files.ts';
import { systemCode } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import { editorFile, type UserPlace } from '#core/kernel/user-folders.ts';

const remembered = z.object({ choice: editorChoice });

const automatic: EditorChoice = { kind: 'automatic' };

/**
 * What this user has chosen; automatic where nothing is kept, or nothing that makes sense. Rejects with what the file
 * system says where it is there and cannot be read.
 */
export async function readChoice(user: UserPlace): Promise<EditorChoice> {
  try {
    const text = await readFile(editorFile(user), 'utf8');
    return remembered.safeParse(parseJson(text)).data?.choice ?? automatic;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return automatic;
    throw error;
  }
}

/** Keeps it for this user alone: a command is nobody else's business. Throws what the file system says. */
export function keepChoice(user: UserPlace, choice: EditorChoice): void {
  const file = editorFile(user);
  makeFolders(dirname(file));
  writeFileAtomic(file, `${JSON.stringify({ choice })}\n`, 0o600);
}
