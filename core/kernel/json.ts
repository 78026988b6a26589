/** What `JSON.parse` can give. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Parses text from outside; `undefined` when it is not JSON, so that each caller words its own error. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether lists and objects lie in each other more than `levels` deep: far less than the stack can hold. */
export function isDeeperThan(levels: number, value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item));
}

/** True when the text may hold an integer of JSON beyond 2^53, which `parseJson` would round. */
export function mayHoldWideIntegers(text: string): boolean {
  return /[:,[]\s*-?\d{16,}(?![\d.eE])/.test(text);
}

/** Parses text from outside as `parseJson`, with the digits of each integer beyond 2^53 as a text. */
export function parseWholeJson(text: string): Json | undefined {
  try {
    return JSON.parse(text, (_key, value, { source }) => {
      if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return value;
      return source !== undefined && /^-?\d+$/.test(source) ? source : String(BigInt(value));
    }) as Json;
  } catch {
    return undefined;
  }
}

declare global {
  interface JSON {
    /** As engines have it since 2023: a reviver also gets the text that a number was read from. */
    parse(
      text: string,
      reviver: (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown;
  }
}

/** As `Json`, with integers apart from numbers that have a point or an exponent, and every digit of them. */
export type ExactJson =
  string | number | bigint | boolean | null | ExactJson[] | { [key: string]: ExactJson };

/** As `parseJson`; a number without a point or an exponent becomes a bigint. */
export function parseExactJson(text: string): ExactJson | undefined {
  try {
    return JSON.parse(text, (_key, value, { source }) =>
      typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value,
    ) as ExactJson;
  } catch {
    return undefined;
  }
}
