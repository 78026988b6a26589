import type { QueryKey } from '@tanstack/react-query';
import type { ArtifactEntry } from '#contract/entities.ts';

/** Where files that are shown come from: a run, or a version of a model. */
export type FileSource = {
  /** What queries about them go by; no other source has the same. */
  readonly key: QueryKey;
  /** The next piece of a file from an offset in bytes on. */
  readonly read: (
    path: string,
    offset: number,
    signal: AbortSignal,
  ) => Promise<{ readonly chunk: Blob; readonly end: boolean }>;
  /** What the engine knows a file by: `runs:/<run id>/<path>`. */
  readonly uriOf: (path: string) => string;
  readonly download: (file: ArtifactEntry) => void;
};
