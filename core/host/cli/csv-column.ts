import { readFileSync, statSync } from 'node:fs';
import Papa from 'papaparse';
import { errorText, showValue, StileError, systemCode } from '#core/kernel/errors.ts';

/** A larger file is a job for a pipeline; in bytes. */
const maxBytes = 200_000_000;

/**
 * One column of a CSV file with a line of names, whatever its delimiter; UTF-8, or Windows-1252 where it is not that.
 * Empty lines are left out, an empty cell is an empty text.
 * @param file absolute
 * @throws NOT_FOUND, DATA_INVALID
 */
export function readCsvColumn(file: string, column: string): string[] {
  const { data, meta } = Papa.parse<Record<string, string | undefined>>(readText(file), {
    header: true,
    skipEmptyLines: 'greedy',
  });
  const names = meta.fields ?? [];
  if (!names.includes(column)) {
    throw unreadable(file, 'missing_column', column, {
      problem: `it has no column "${showValue(column)}"; it has ${showValue(names.join(', '))}`,
      remedy: 'Name one of them with --column.',
    });
  }
  if (data.length === 0) {
    throw unreadable(file, 'empty', '', { problem: 'it has no rows', remedy: 'Add rows below the names.' });
  }
  return data.map((row) => row[column] ?? '');
}

function readText(file: string): string {
  const bytes = readBytes(file);
  try {
    // Takes a byte order mark off as well.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function readBytes(file: string): Buffer {
  try {
    const found = statSync(file);
    if (!found.isFile()) {
      throw unreadable(file, 'unreachable', '', {
        problem: `it is ${found.isDirectory() ? 'a folder' : 'a device or a pipe'}, not a file`,
        remedy: 'Name a CSV file.',
      });
    }
    const { size } = found;
    if (size > maxBytes) {
      throw unreadable(file, 'too_large', String(size), {
        problem: `it has ${size} bytes, at most ${maxBytes} are read at once`,
        remedy: 'Add it as a dataset and predict it in a pipeline, or split it.',
      });
    }
    return readFileSync(file);
  } catch (error) {
    if (error instanceof StileError) throw error;
    const code = systemCode(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw unreadable(file, 'unreachable', code, {
        problem: errorText(error),
        remedy: 'Name a CSV file that you may read.',
      });
    }
    throw new StileError('NOT_FOUND', `There is no file "${file}". Check the path.`, {
      kind: 'file',
      id: file,
    });
  }
}

function unreadable(
  file: string,
  problem: 'missing_column' | 'empty' | 'too_large' | 'unreachable',
  value: string,
  words: { problem: string; remedy: string },
): StileError {
  return new StileError('DATA_INVALID', `"${file}" cannot be used: ${words.problem}. ${words.remedy}`, {
    source: file,
    problem,
    place: problem === 'missing_column' ? value : '',
    value: showValue(value),
    remedy: words.remedy,
  });
}
