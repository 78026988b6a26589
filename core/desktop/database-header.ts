import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** What the first bytes of a database say of it. */
export interface DatabaseHeader {
  pageBytes: number;
  pages: number;
  freePages: number;
  schemaVersion: number;
  /** of the library that wrote it last: 3053001 */
  sqliteVersion: number;
}

/**
 * Reads the header of a database without SQLite; null where there is none. Only for a process that has not opened the
 * file: to close it would end the locks that SQLite holds there.
 */
export function readDatabaseHeader(file: string): DatabaseHeader | null {
  const header = Buffer.alloc(100);
  try {
    const handle = openSync(file, 'r');
    try {
      if (readSync(handle, header, 0, 100, 0) < 100) return null;
    } finally {
      closeSync(handle);
    }
  } catch {
    return null;
  }
  if (header.toString('latin1', 0, 15) !== 'SQLite format 3') return null;
  const pageBytes = header.readUInt16BE(16);
  return {
    // 1 stands for 65536, which has no room.
    pageBytes: pageBytes === 1 ? 65_536 : pageBytes,
    pages: header.readUInt32BE(28),
    freePages: header.readUInt32BE(36),
    schemaVersion: header.readUInt32BE(60),
    sqliteVersion: header.readUInt32BE(96),
  };
}

/** The bytes of the files of a database that are there. */
export function measureDatabase(file: string): Record<string, number> {
  const found = ['', '-wal', '-shm', '-journal'].flatMap((suffix) => {
    const bytes = statSync(file + suffix, { throwIfNoEntry: false })?.size;
    return bytes === undefined ? [] : [[`stile.db${suffix}`, bytes] as const];
  });
  return Object.fromEntries(found);
}
