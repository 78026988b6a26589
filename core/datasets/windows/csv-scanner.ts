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

/**
 * For encodings in which ASCII stands for itself. A quote counts where a cell begins, as it does for the parser.
 * @param delimiter one ASCII character
 * @param from the offset of the first byte that is taken: after a byte order mark
 */
export function createCsvScanner(options: {
  delimiter: string;
  hasHeader: boolean;
  stride: number;
  from: number;
}): CsvScanner {
  const { stride } = options;
  const delimiter = options.delimiter.charCodeAt(0);
  const starts: number[] = [];
  let [rows, position, rowStart] = [0, options.from, options.from];
  let isHeader = options.hasHeader;
  let hasContent = false;
  let state: 'start' | 'plain' | 'quoted' | 'after quote' = 'start';

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
        if (state === 'quoted') takeQuoted(byte);
        else if (byte === quote && state !== 'plain') {
          // Two quotes in a row are one that belongs to the cell.
          if (state === 'after quote') hasContent = true;
          state = 'quoted';
        } else takePlain(byte, position + at + 1);
      }
      position += bytes.length;
    },
    end() {
      endRow(position);
    },
    get rows() {
      return rows;
    },
    starts,
  };
}
