import { describe, expect, it } from 'vitest';
import { parseCsvBody } from './csv-body.ts';

const input = { column: 'text' };

describe('parseCsvBody', () => {
  it.each([
    ['text\ngood\nbad\n', ['good', 'bad']],
    ['id,text\r\n1,"good, really"\r\n\r\n2,"say ""no"""\r\n', ['good, really', 'say "no"']],
    ['\uFEFFtext\n"two\nlines"\n', ['two\nlines']],
    ['text,id\n"",1', ['']],
  ])('reads %j', (body, texts) => {
    expect(parseCsvBody(body, input)).toEqual(texts);
  });

  it.each([
    ['', 'BAD_REQUEST', 'The CSV is empty'],
    ['text\n', 'INVALID_PARAMETER_VALUE', 'no rows'],
    [
      'review\ngood',
      'INVALID_PARAMETER_VALUE',
      'wants the column "text", but the request has the column "review"',
    ],
    ['text\ngood, really', 'BAD_REQUEST', 'Row 1 of the CSV has 2 values for 1 columns'],
    ['text\n"never closed', 'BAD_REQUEST', 'cannot be read at line'],
  ])('refuses %j', (body, code, message) => {
    expect(() => parseCsvBody(body, input)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});
