import type * as z from 'zod';
import { parseJson } from '#core/kernel/json.ts';

/** Reads back what was stored as JSON; a row that does not fit is damage, not a user's mistake. */
export function readStored<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  return schema.parse(parseJson(text));
}
