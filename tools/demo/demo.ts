import { stile } from '../stile/stile.ts';
import type { Verb } from '../lib/verb.ts';

/** `npm run demo`: `stile demo` from this checkout, built first. */
export const demo: Verb = (ctx) => stile({ ...ctx, args: ['demo', ...ctx.args] });
