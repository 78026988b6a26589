import type { RunSelection } from '#contract/pipeline-views.ts';

/** Which tasks a person wants to run, of a file as it was saved. */
export type RunMode = RunSelection['mode'];
export const runModes: readonly RunMode[] = ['all', 'only', 'upTo', 'from', 'failed'];

/** Modes that are about tasks that somebody names. */
export const namesTasks = (mode: RunMode): boolean => mode !== 'all' && mode !== 'failed';

export type RunRequest = {
  readonly mode: RunMode;
  readonly tasks: readonly string[];
  /** Of the text that is meant. */
  readonly hash: string;
};

/** So much of a hash or an id stands in sentences. */
export const shortId = (id: string): string => id.slice(0, 8);
