import { mayHoldWideIntegers, parseJson, parseWholeJson, type Json } from '#core/kernel/json.ts';
import { refused } from './rest-errors.ts';

/** Bytes. A page of MLflow has some; what never ends would fill the memory. */
const mostBytes = 128_000_000;

/**
 * Characters. Parsed with every digit, each value takes about a microsecond and a hundred bytes: the longest page of a
 * history, 25,000 points with the longest names, is half of it.
 */
const mostWideCharacters = 16_000_000;

const remedy = 'To import, take the database or the folder of that server instead.';

/** The text of an answer. @throws DATA_INVALID for one that is too long; as the stream */
export async function readText(address: string, path: string, response: Response): Promise<string> {
  const body: AsyncIterable<Uint8Array> | null = response.body;
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.length;
    if (bytes > mostBytes)
      throw refused(address, `its answer to ${path} has more than ${mostBytes} bytes`, remedy);
    pieces.push(piece);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}

/** Undefined for what is no JSON. @throws DATA_INVALID for what is too long to be parsed with every digit */
export function parseAnswer(address: string, path: string, text: string): Json | undefined {
  if (!mayHoldWideIntegers(text)) return parseJson(text);
  if (text.length <= mostWideCharacters) return parseWholeJson(text);
  const why = `its answer to ${path} has ${text.length} characters, at most ${mostWideCharacters} are taken with integers beyond 2^53 in it`;
  throw refused(address, why, remedy);
}
