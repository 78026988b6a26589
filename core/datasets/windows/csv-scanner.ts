/** Where rows of a CSV begin, found byte by byte without decoding. Blank rows are none, as for the reader. */
export interface CsvScanner {
  /** Takes the next bytes of the file. */
  take(bytes: Buffer): void;
  /** The file ended: a last row without a line end counts too. */
  end(): void;
  /** Data rows that began and ended, the header left out. */
  readonly rows: number;
  /** Byte offsets of the data rows 0, `stride`, 2 `stride`, ... */
  readonly starts: readonly number[];
}

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

interface CsvScan {
  /** One ASCII character. */
  delimiter: string;
  hasHeader: boolean;
  stride: number;
  /** The offset of the first byte that is taken: after a byte order mark. */
  from: number;
}

/** For encodings in which ASCII stands for itself. A quote counts where a cell begins, as it does for the parser. */
export function createCsvScanner({ delimiter: sign, hasHeader, stride, from }: CsvScan): CsvScanner {
  const delimiter = sign.charCodeAt(0);
  const starts: number[] = [];
  let [rows, position, rowStart] = [0, from, from];
  let isHeader = hasHeader;
  let hasContent = false;
  let state: 'start' | 'plain' | 'quoted' | 'after quote' | 'after blank' = 'start';

  const endRow = (next: number): void => {
    if (hasContent && isHeader) isHeader = false;
    else if (hasContent) {
      if (rows % stride === 0) starts.push(rowStart);
      rows++;
    }
    [hasContent, state, rowStart] = [false, 'start', next];
  };
  const takeQuoted = (byte: number): void => {
    if (byte === quote) state = 'after quote';
    else if (byte > space) hasContent = true;
  };
  // A quote closes its cell when nothing but blanks follow it there; else it belongs to the cell, which goes on.
  const takeAfterQuote = (byte: number, next: number): void => {
    if (byte === lineFeed || byte === carriageReturn) endRow(next);
    else if (byte === delimiter) state = 'start';
    else if (byte <= space) state = 'after blank';
    else {
      // Two quotes in a row are one of the cell; after blanks the second may be the one that closes it.
      state = byte === quote && state === 'after blank' ? 'after quote' : 'quoted';
      hasContent = true;
    }
  };
  const takePlain = (byte: number, next: number): void => {
    if (byte === lineFeed || byte === carriageReturn) endRow(next);
    else if (byte === delimiter) state = 'start';
    else {
      if (byte > space) hasContent = true;
      state = 'plain';
    }
  };
  return {
    take(bytes) {
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at] ?? 0;
        const next = position + at + 1;
        if (state === 'quoted') takeQuoted(byte);
        else if (state === 'after quote' || state === 'after blank') takeAfterQuote(byte, next);
        else if (byte === quote && state === 'start') state = 'quoted';
        else takePlain(byte, next);
      }
      position += bytes.length;
    },
    end() {
      if (state === 'after blank') hasContent = true;
      endRow(position);
    },
    get rows() {
      return rows;
    },
    starts,
  };
}
