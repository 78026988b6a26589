import type { SqlValue } from '#core/store/database.ts';

/** One pipeline, or those of a list; all without either. */
export interface AskedPipelines {
  name?: string | undefined;
  names?: readonly string[] | undefined;
}

/** What rows of `pipeline_runs` must fulfil, to be put after AND, and the values for it. */
export function toPipelineConditions({ name, names }: AskedPipelines): {
  conditions: string[];
  values: SqlValue[];
} {
  return {
    conditions: [
      ...(name === undefined ? [] : ['pipeline = ?']),
      ...(names === undefined ? [] : ['pipeline IN (SELECT value FROM json_each(?))']),
    ],
    values: [...(name === undefined ? [] : [name]), ...(names === undefined ? [] : [JSON.stringify(names)])],
  };
}

/** Tells of any pipeline whether it is asked for. */
export function createAskedFor({ name, names }: AskedPipelines): (pipeline: string) => boolean {
  const asked = names === undefined ? null : new Set(names);
  return (pipeline) => (name === undefined || name === pipeline) && (asked?.has(pipeline) ?? true);
}
