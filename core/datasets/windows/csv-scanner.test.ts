import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { createCsvScanner } from './csv-scanner.ts';

it('finds the rows that the parser finds, however quotes stand', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ' ', ',', '\n'), maxLength: 30 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 7 }), (csv, pieceBytes) => {
      const { data } = Papa.parse<string[]>(csv, { delimiter: ',', newline: '\n' });
      const filled = data.filter((row) => row.some((cell) => /[^\0-\x20]/.test(cell)));
      const scanner = createCsvScanner({ delimiter: ',', hasHeader: false, stride: 1, from: 0 });
      const bytes = Buffer.from(csv);
      for (let at = 0; at < bytes.length; at += pieceBytes) scanner.take(bytes.subarray(at, at + pieceBytes));
      scanner.end();
      expect(scanner.rows).toBe(filled.length);
      expect(scanner.starts).toHaveLength(filled.length);
    }),
    { numRuns: 3000 },
  );
});
