import type { Verb } from '../lib/verb.ts';
import { measure } from './measure.ts';

/** `npm run bench` */
export const runBench: Verb = (ctx) => measure(ctx, 'bench');
