import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorToFailure, type Failure } from '#core/testing/factories.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { readCsvColumn } from './csv-column.ts';

describe('a column of a CSV file', () => {
  it.each([
    ['commas and quotes', 'id,text\n1,"Fine, thanks"\n2,"two\nlines"\n', ['Fine, thanks', 'two\nlines']],
    ['semicolons, a byte order mark and Windows line ends', '\uFEFFtext;id\r\nbra;1\r\n', ['bra']],
    ['tabs and empty lines', 'id\ttext\n1\ta\n\n2\tb\n', ['a', 'b']],
    ['short rows', 'id,text\n1\n2,b\n', ['', 'b']],
  ])('is read with %s', (_, content, expected) =>
    withFolder((folder) => {
      expect(readCsvColumn(write(folder, content), 'text')).toEqual(expected);
      return Promise.resolve();
    }),
  );

  it('is read in Latin-1', () =>
    withFolder((folder) => {
      const file = write(folder, Buffer.from('text\nhärlig dag\n', 'latin1'));
      expect(readCsvColumn(file, 'text')).toEqual(['härlig dag']);
      return Promise.resolve();
    }));

  it.each([
    ['missing_column', 'id,review\n1,a\n', 'it has id, review'],
    ['empty', 'id,text\n', 'it has no rows'],
    ['missing_column', '', 'it has no column "text"'],
  ])('is refused as %s with words', (problem, content, words) =>
    withFolder((folder) => {
      const failure = failureIn(() => readCsvColumn(write(folder, content), 'text'));
      expect(failure).toMatchObject({ code: 'DATA_INVALID', data: { problem } });
      expect(failure.message).toContain(words);
      return Promise.resolve();
    }),
  );

  it('of a file that is not there, or a folder, is refused', () =>
    withFolder((folder) => {
      expect(failureIn(() => readCsvColumn(join(folder, 'no.csv'), 'text')).code).toBe('NOT_FOUND');
      expect(failureIn(() => readCsvColumn(folder, 'text'))).toMatchObject({
        code: 'DATA_INVALID',
        message: expect.stringContaining('it is a folder, not a file. Name a CSV file.'),
      });
      return Promise.resolve();
    }));
});

function write(folder: string, content: string | Buffer): string {
  const file = join(folder, 'rows.csv');
  writeFileSync(file, content);
  return file;
}

function failureIn(action: () => unknown): Failure {
  try {
    action();
  } catch (error) {
    return errorToFailure(error);
  }
  throw new Error('this was expected to throw');
}
