import type { BlobWriter } from '#core/store/blobs.ts';
import type { Row } from './table-reader.ts';

/** Rows as a CSV in UTF-8 with commas and `\n`: what Stile itself stores. */
export interface CsvWriter {
  write(rows: readonly Row[]): Promise<void>;
  finish(): Promise<void>;
}

export const writtenDialect = { delimiter: ',', encoding: 'utf-8', hasHeader: true } as const;

const pieceCharacters = 256 * 1024;

export async function createCsvWriter(target: BlobWriter, columns: readonly string[]): Promise<CsvWriter> {
  let text = `${toLine(columns)}\n`;
  const flush = async (): Promise<void> => {
    const piece = Buffer.from(text);
    text = '';
    await target.write(piece);
  };
  return {
    write: async (rows) => {
      for (const row of rows) {
        text += `${toLine(row)}\n`;
        if (text.length > pieceCharacters) await flush();
      }
    },
    finish: flush,
  };
}

function toLine(row: Row | readonly string[]): string {
  return row.map((cell) => (cell === null ? '' : quoteCell(cell))).join(',');
}

function quoteCell(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
