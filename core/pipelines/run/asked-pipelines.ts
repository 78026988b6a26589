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

export function isAskedFor(pipeline: string, { name, names }: AskedPipelines): boolean {
  return (name === undefined || name === pipeline) && (names === undefined || names.includes(pipeline));
}
