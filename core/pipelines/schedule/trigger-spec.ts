import type { TriggerKind } from '#core/store/trigger-events.ts';

/** One of `triggers` of a pipeline file as the schema has passed it: one key of the five. */
export interface TriggerSource {
  dataset?: string | undefined;
  file?: string | undefined;
  pipeline?: string | undefined;
  alert?: string | undefined;
  /** Of a pipeline: which of its ends (success). */
  on?: PipelineEnd | undefined;
}

export type PipelineEnd = 'success' | 'failed' | 'ended';

/** What a pipeline waits for: the name that facts carry, see `TriggerFact`. */
export interface TriggerSpec {
  kind: TriggerKind;
  key: string;
}

export interface TriggerFinding {
  /** Position in `triggers`. */
  index: number;
  value: string;
  expected: string;
}

export function buildTriggers(sources: readonly TriggerSource[]): TriggerSpec[] {
  return sources.flatMap(({ dataset, file, pipeline, alert, on = 'success' }): TriggerSpec[] => {
    if (dataset !== undefined) return [{ kind: 'dataset', key: dataset }];
    if (file !== undefined) return [{ kind: 'file', key: file }];
    if (alert !== undefined) return [{ kind: 'alert', key: alert }];
    return pipeline === undefined ? [] : [{ kind: 'pipeline', key: pipelineKeys(pipeline, on)[0] }];
  });
}

/** @param name of the pipeline whose triggers they are */
export function checkTriggers(name: string, sources: readonly TriggerSource[]): TriggerFinding[] {
  return sources.flatMap((source, index): TriggerFinding[] => {
    const { pipeline, alert, file, on } = source;
    if (pipeline === name)
      return [
        { index, value: name, expected: 'another pipeline; to go round and round use cron: "@continuous"' },
      ];
    if (on !== undefined && pipeline === undefined)
      return [{ index, value: on, expected: 'only a pipeline trigger says on which end it starts' }];
    if (alert !== undefined && !/^(\*|[^/]+(\/[^/]+)?)$/.test(alert))
      return [{ index, value: alert, expected: 'a model, a model and a signal (model/signal), or *' }];
    if (file !== undefined && /[*?[\]{}]/.test(file))
      return [{ index, value: file, expected: 'a file or a folder, without wildcards' }];
    return [];
  });
}

/** The keys of the fact that a run of a pipeline has ended in a state: for `recordTrigger`. */
export function pipelineKeys(
  pipeline: string,
  state: PipelineEnd | 'canceled',
): readonly [string, ...string[]] {
  if (state === 'success') return [pipeline, `${pipeline}/ended`];
  if (state === 'failed') return [`${pipeline}/failed`, `${pipeline}/ended`];
  return [`${pipeline}/ended`];
}
