import Papa from 'papaparse';

/**
 * Records of a CSV text, without its empty lines. The delimiter is the one that its first line has most of: names hold
 * none of them, while numbers of some countries have commas.
 */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const { data } = Papa.parse<string[]>(text, { delimiter: findDelimiter(text) });
  return data.filter((record) => record.length > 1 || record[0]?.trim() !== '');
}

const delimiters = [',', ';', '\t'] as const;

function findDelimiter(text: string): string {
  const head = (text.trimStart().split('\n', 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string): number => head.split(sign).length;
  return delimiters.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}
