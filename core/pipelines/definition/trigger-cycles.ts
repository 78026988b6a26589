import { findCycles } from './graph.ts';
import { asObject, type PipelineOutline } from './outline.ts';
import type { Finding, YamlPath } from './pipeline-text.ts';

/** Which pipelines start which: a file as far as that goes. */
export interface PipelineLinks {
  name: string;
  /** By a trigger of this file: the run of another pipeline starts one of this. */
  startedBy: readonly Link[];
  /** By a task of this file that starts another pipeline. */
  starts: readonly Link[];
}

interface Link {
  pipeline: string;
  path: YamlPath;
}

/** @param name of the file */
export function readLinks(name: string, data: unknown, { tasks }: PipelineOutline): PipelineLinks {
  const { triggers } = asObject(data);
  const list: unknown[] = Array.isArray(triggers) ? triggers : [];
  return {
    name,
    startedBy: list.flatMap((trigger, index) => {
      const { pipeline } = asObject(trigger);
      return typeof pipeline === 'string' ? [{ pipeline, path: ['triggers', index, 'pipeline'] }] : [];
    }),
    starts: tasks.flatMap(({ id, type, with: input }) => {
      const { pipeline } = asObject(input);
      const isLink = type === 'trigger' && typeof pipeline === 'string';
      return isLink ? [{ pipeline, path: ['tasks', id, 'with', 'pipeline'] }] : [];
    }),
  };
}

/**
 * Rounds of pipelines that start each other, as far as one file is part of them: they would never come to rest.
 * @param name of the file
 */
export function findTriggerCycles(name: string, all: readonly PipelineLinks[]): Finding[] {
  const own = all.find((links) => links.name === name);
  if (own === undefined || (own.startedBy.length === 0 && own.starts.length === 0)) return [];
  // From this one on: every way back to it is found, and begins with it.
  const sorted = [own, ...all.filter((links) => links !== own)];
  const needsOf = new Map(
    sorted.map((links) => [links.name, links.startedBy.map(({ pipeline }) => pipeline)]),
  );
  for (const other of all) for (const { pipeline } of other.starts) needsOf.get(pipeline)?.push(other.name);
  const cycles = findCycles([...needsOf].map(([id, needs]) => ({ id, needs })));
  return cycles.filter(([first]) => first === name).flatMap((cycle) => cycleFinding(own, cycle));
}

function cycleFinding({ name, startedBy, starts }: PipelineLinks, cycle: readonly string[]): Finding[] {
  const [before, after] = [cycle.at(-2), cycle[1]];
  const ofTrigger = startedBy.find(({ pipeline }) => pipeline === before);
  // A trigger on the pipeline itself is an error already.
  if (ofTrigger !== undefined && before === name) return [];
  const link = ofTrigger ?? starts.find(({ pipeline }) => pipeline === after);
  const expected = cycle.join(' -> ');
  return [
    {
      code: 'trigger_cycle',
      severity: 'warning',
      path: link?.path ?? ['name'],
      value: link?.pipeline ?? name,
      expected,
      message: `These pipelines start each other: ${expected}. Take one of the triggers out, or they run for ever.`,
    },
  ];
}
