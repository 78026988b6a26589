import * as z from 'zod';
import { base } from './base.ts';
import { pipelineNames, pipelineRef } from './pipeline-schedules.ts';
import { failure } from './python.ts';

/** The Python that tasks of a pipeline run in, as it is before a run. */
export const pipelinePython = z.object({
  /** Ids of those tasks; empty: the pipeline needs no Python of its own. */
  tasks: z.array(z.string()),
  /**
   * `ready`; `incomplete`: it lacks packages that tasks need; `absent`: the environment is made by the first run or by
   * `preparePython`; `preparing`: it is being made; `failed`: it could not be made, and the next run tries again;
   * `unusable`: what the file asks for is not to be had here. null when no task needs Python, or
   * when the file has errors.
   */
  state: z.enum(['ready', 'incomplete', 'absent', 'preparing', 'failed', 'unusable']).nullable(),
  /** The interpreter: the one that tasks start, or that the environment is made with. */
  path: z.string().nullable(),
  /** `3.11.9` */
  version: z.string().nullable(),
  /** Of the environment that Stile makes; null where the Python is somebody else's. */
  environmentId: z.string().nullable(),
  /** How many are in it, once it is there. */
  packages: z.number().int().nullable(),
  /** Lines of the requirements that the environment is made from. */
  requirements: z.array(z.string()),
  /** Packages that it lacks, by the task that needs them. */
  missing: z.array(z.object({ taskId: z.string(), packages: z.array(z.string()) })),
  /** What the installer said last, while it is made. */
  line: z.string().nullable(),
  /** What is wrong and how to mend it, as an English sentence; null when nothing is. */
  problem: z.string().nullable(),
  failure: failure.nullable(),
});
export type PipelinePython = z.infer<typeof pipelinePython>;

/** Part of `pipelines`. */
export const pipelinePythonProcedures = {
  /** How it stands with the Python of its tasks; makes nothing. */
  python: base.input(pipelineRef).output(pipelinePython),
  /** The same of these pipelines, or of all; one whose file has errors says so as its problem, with no state. */
  pythons: base
    .input(z.strictObject({ names: pipelineNames.optional() }))
    .output(z.object({ pythons: z.array(pipelinePython.extend({ name: z.string() })) })),
  /** Makes the environment now rather than in the first run. May take minutes; `python.cancel` ends it. */
  preparePython: base.input(pipelineRef).output(pipelinePython),
};
