import { parseArgs } from 'node:util';

export interface MeasureOptions {
  /** part of the file's path */
  filters: string[];
  json: boolean;
  seed: number;
  /** replaces every soak's full count */
  count: number | undefined;
}

/**
 * `npm run bench -- [filter ...] [--json] [--seed n]` and `npm run soak -- ... [--count n]`.
 *
 * @throws when an option is unknown or not a whole number
 */
export function parseMeasureOptions(args: string[]): MeasureOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, seed: { type: 'string' }, count: { type: 'string' } },
  });
  return {
    filters: positionals,
    json: values.json ?? false,
    seed: wholeNumber('seed', values.seed) ?? 1,
    count: wholeNumber('count', values.count),
  };
}

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Error(
    `--${option} is ${JSON.stringify(text)} and must be a whole number, such as --${option} 100.`,
  );
}
