export { recoveryQuery } from './queries.ts';
export { useRecoveryActs } from './use-recovery-acts.ts';
