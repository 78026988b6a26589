import type { ArtifactRef } from '#core/lineage/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { AttemptLog } from './attempt-log.ts';
import type { AttemptOptions, AttemptState } from './attempt-types.ts';
import { findDeclared } from './declared-refs.ts';
import { recordTryInputs } from './task-lineage.ts';

type Options = AttemptOptions & { ctx: EngineContext };

/** Writes down what a task declares to read, as it is when a try begins. One that declares nothing leaves no trace. */
export async function recordInputs(options: Options, state: AttemptState, log: AttemptLog): Promise<void> {
  const { ctx, task, instance } = options;
  if (task.inputs.length === 0 && task.outputs.length === 0) return;
  const inputs = await findAll(options, state, log, task.inputs);
  await ctx.write((tx) => {
    tx.unchanged();
    recordTryInputs(tx, instance.rowId, state.attempt, inputs);
  });
}

/** What a try that ended well declares to have made; the end of the try records it. */
export function findOutputs(options: Options, state: AttemptState, log: AttemptLog): Promise<ArtifactRef[]> {
  return findAll(options, state, log, options.task.outputs);
}

/** What is not there is told in the log: lineage never makes a task fail. */
async function findAll(
  { ctx, services }: Options,
  { controller }: AttemptState,
  log: AttemptLog,
  refs: readonly string[],
): Promise<ArtifactRef[]> {
  const signal = (controller ?? new AbortController()).signal;
  const artifacts: ArtifactRef[] = [];
  for (const ref of refs) {
    const { artifact, note } = await findDeclared(ctx, services.project, ref, signal);
    if (artifact !== undefined) artifacts.push(artifact);
    if (note !== undefined) log.write(`lineage: ${note}`);
  }
  return artifacts;
}
