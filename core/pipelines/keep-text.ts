import { hashText } from '#core/store/blobs.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';

/* Texts of pipelines that are needed when their files say something else, or are gone: those that runs run, and those that were removed. */

/** @returns the hash that it is kept under: SHA-256 of the text in UTF-8, hex */
export function keepText(tx: WriteTx, text: string): string {
  const hash = hashText(text);
  tx.db.run(
    'INSERT OR IGNORE INTO pipeline_definitions (hash, text, created_at) VALUES (?, ?, ?)',
    hash,
    text,
    tx.now,
  );
  return hash;
}

/** null for a text that was not kept */
export function findKeptText(db: ReadableDb, hash: string): string | null {
  return db.get<{ text: string }>('SELECT text FROM pipeline_definitions WHERE hash = ?', hash)?.text ?? null;
}
