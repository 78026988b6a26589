/** What decides on a champion: its gates, the environment that would run it, its card, and what happened to it. */
export { readTimeline } from './timeline.ts';
export { readParity } from './parity.ts';
export { runGates } from './gates.ts';
export { readHolders } from './holders.ts';
export { readRollbackPlan } from './rollback-plan.ts';
export { readCard } from './card/read-card.ts';
export { writeCard } from './card/write-card.ts';
