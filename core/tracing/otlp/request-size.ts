import { StileError } from '#core/kernel/errors.ts';

/**
 * What one request may hold. Some hundred bytes of gzip unpack to as many spans or values as the body has room for,
 * each of which takes hundreds of bytes here and its time in the one write. Exporters send 512 spans at a time.
 */
export const maxSpans = 25_000;
/** Messages inside of the request: spans, events, links, attributes and items of lists. */
export const maxValues = 500_000;

/** Counts while a request is read, so that it is refused before there is more of it than may be. */
export class RequestSize {
  private spans = 0;
  private values = 0;

  /** @throws LIMIT_EXCEEDED */
  addSpan(): void {
    this.spans++;
    if (this.spans > maxSpans) throw tooMany('spans', maxSpans, this.spans);
  }

  /** @throws LIMIT_EXCEEDED */
  addValue(): void {
    this.values++;
    if (this.values > maxValues) throw tooMany('values', maxValues, this.values);
  }
}

/** JSON has an object and a comma for each value where protobuf has one message. */
const marksPerValue = 2;
const [quote, backslash, comma, bracket, brace] = Buffer.from('"\\,[{');

/**
 * Refuses JSON with more values than a request may have before it is parsed, which takes a hundred times its bytes.
 * Counts what begins a list or an object or parts two items, outside of texts.
 * @throws LIMIT_EXCEEDED
 */
export function checkJsonSize(json: Buffer): void {
  const limit = maxValues * marksPerValue;
  let marks = 0;
  for (let position = 0; position < json.length; position++) {
    const byte = json[position];
    if (byte === quote) position = endOfText(json, position);
    else if (byte === comma || byte === bracket || byte === brace) marks++;
    if (marks > limit) throw tooMany('values', maxValues, Math.ceil(marks / marksPerValue));
  }
}

/** Where the text ends that begins at `start`. */
function endOfText(json: Buffer, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
}

function isEscaped(json: Buffer, position: number): boolean {
  let first = position;
  while (json[first - 1] === backslash) first--;
  return (position - first) % 2 === 1;
}

function tooMany(what: string, limit: number, actual: number): StileError {
  return new StileError(
    'LIMIT_EXCEEDED',
    `The request has more than ${limit} ${what}, which is the most that one may have. Send smaller batches: OTEL_BSP_MAX_EXPORT_BATCH_SIZE sets their size.`,
    { what, limit, actual, unit: 'items' },
  );
}
