import type { Verb } from '../lib/verb.ts';
import { measure } from './measure.ts';

/** `npm run soak`: the full counts of what `npm test` does with small ones. */
export const runSoak: Verb = (ctx) => measure(ctx, 'soak');
