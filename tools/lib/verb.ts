import type { RepositoryPaths } from './paths.ts';

/** What every command of the launcher is given. */
export interface VerbContext {
  /** the arguments after the verb */
  args: string[];
  env: NodeJS.ProcessEnv;
  paths: RepositoryPaths;
  /** one sentence to stderr: stdout belongs to the command's own output */
  say: (sentence: string) => void;
}

/** Answers the exit code; a thrown error's message is shown and makes it 1. */
export type Verb = (ctx: VerbContext) => Promise<number>;
