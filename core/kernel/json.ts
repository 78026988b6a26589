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
