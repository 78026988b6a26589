import type { EngineEvent } from '#contract/events.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { PipelineDefinition } from '../definition/definition.ts';
import { completeParams } from '../definition/params.ts';
import type { PipelineFileContent, PipelineFiles } from '../pipeline-files.ts';
import type { Alarms } from '#core/kernel/alarms.ts';
import { queueRunInTx, readPlan } from '../run/queue-run.ts';
import { findRunRow } from '../run/rows.ts';
import type { RunPlan } from '../run/run-services.ts';
import type { AutomatedPipeline, StartRun } from './automation.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { buildSchedule } from './spec.ts';
import { buildTriggers } from './trigger-spec.ts';

export interface RunnerSchedulerOptions {
  ctx: EngineContext;
  alarms: Alarms;
  files: PipelineFiles;
  /** Takes a run that is written: it starts, or waits for its turn. */
  add(plan: RunPlan): void;
  listen(listener: (events: readonly EngineEvent[]) => void): () => void;
  /** As of `SchedulerOptions`. */
  onFiles?(): Promise<void>;
  /** Absolute; file triggers that are relative are looked for in here. */
  project: string;
}

/** A pipeline file with what its runs are made of. */
interface FilePipeline extends AutomatedPipeline {
  text: string;
  /** null when the file is broken */
  definition: PipelineDefinition | null;
}

/** The scheduler of the pipeline files of a workspace. */
export function createRunnerScheduler(options: RunnerSchedulerOptions): Scheduler {
  const { ctx, alarms, files, add, listen, project, onFiles } = options;
  /** Between the write of a run and its beginning. */
  const definitions = new Map<string, PipelineDefinition>();
  return createScheduler<FilePipeline>({
    ctx,
    alarms,
    listen,
    project,
    ...(onFiles !== undefined && { onFiles }),
    readPipelines: async () => (await files.list()).map(toAutomated),
    startRun: createStartRun(ctx, definitions),
    begin: (pipelineRunIds) => {
      for (const pipelineRunId of pipelineRunIds) {
        const definition = definitions.get(pipelineRunId);
        definitions.delete(pipelineRunId);
        // Read again, with the facts that were consumed after the run was written.
        if (definition !== undefined) add(readPlan(ctx.db, findRunRow(ctx.db, pipelineRunId), definition));
      }
    },
  });
}

/** What a file says of starting its runs. A file with errors says nothing. */
export function toAutomated({ name, text, definition }: PipelineFileContent): FilePipeline {
  return {
    name,
    text,
    definition,
    definitionHash: hashText(text),
    isBroken: definition === null,
    schedule: definition?.schedule == null ? null : buildSchedule(definition.schedule),
    triggers: buildTriggers(definition?.triggers ?? []),
    maxActiveRuns: definition?.maxActiveRuns ?? 1,
  };
}

function createStartRun(
  ctx: EngineContext,
  definitions: Map<string, PipelineDefinition>,
): StartRun<FilePipeline> {
  return (tx, { pipeline, trigger, params, facts }) => {
    const { definition, text, name } = pipeline;
    if (definition === null) throw new Error(`the pipeline ${name} is broken`);
    const values = completeParams(name, definition.params, params);
    const pipelineRunId = ctx.ids.runId();
    queueRunInTx(tx, pipelineRunId, { definition, text, params: values, trigger, facts });
    definitions.set(pipelineRunId, definition);
    return pipelineRunId;
  };
}
