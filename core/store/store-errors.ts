import { errorText, isStileError, StileError, systemCode } from '#core/kernel/errors.ts';

/**
 * Turns what SQLite or the file system throws into an error of the contract, where the user can do something about
 * it; anything else goes through unchanged.
 */
export function storeError(error: unknown, path = 'the workspace'): unknown {
  if (isStileError(error)) return error;
  const code = systemCode(error);
  if (fullCodes.has(code)) return diskFull(path, error);
  if (code.startsWith('SQLITE_READONLY') || notWritableCodes.has(code)) return notWritable(path, error);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return damaged(path, error);
  return error;
}

/** The last one: no room for the index of SQLite's log, a file of 32 KB that it makes when it opens a database. */
const fullCodes = new Set(['SQLITE_FULL', 'ENOSPC', 'EDQUOT', 'SQLITE_IOERR_SHMSIZE']);

const notWritableCodes = new Set([
  'EACCES',
  'EROFS',
  'EPERM',
  'ELOOP',
  'ENAMETOOLONG',
  'SQLITE_CANTOPEN',
  'SQLITE_PERM',
]);

function diskFull(path: string, cause: unknown): StileError {
  return new StileError(
    'DISK_FULL',
    `The disk of ${path} is full: nothing was written. Free some space there and try again.`,
    { path },
    cause,
  );
}

export function notWritable(path: string, cause: unknown): StileError {
  return new StileError(
    'WORKSPACE_NOT_WRITABLE',
    `${path} cannot be written (${errorText(cause)}). Give your user write permission there, or choose another folder with --workspace.`,
    { path, cause: errorText(cause) },
    cause,
  );
}

export function damaged(path: string, cause: unknown, backup: string | null = null): StileError {
  const remedy =
    backup === null
      ? 'There is no backup to restore.'
      : `The newest good backup is ${backup}: restore it, or export what can be read.`;
  return new StileError(
    'WORKSPACE_DAMAGED',
    `The database of ${path} is damaged (${errorText(cause)}). Nothing more is written to it. ${remedy}`,
    { path, problem: errorText(cause), backup },
    cause,
  );
}

export function notAFolder(path: string): StileError {
  return new StileError(
    'WORKSPACE_NOT_A_FOLDER',
    `${path} is a file, or lies below one. A workspace is a folder: choose another path with --workspace.`,
    { path },
  );
}
