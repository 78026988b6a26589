import type { PipelineOperation } from '#contract/pipeline-editing.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { invalidArgument, type StileError } from '#core/kernel/errors.ts';
import { createPipelineReader, EditRefused, planEdits } from '#core/pipeline-text/index.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { Runner } from '../runner-parts.ts';
import { savePipeline } from './save-pipeline.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/**
 * Changes a pipeline by operations, all of them or none. What is read here is what may be written over, unless the
 * caller brings the text along.
 * @throws NOT_FOUND, INVALID_ARGUMENT naming the operation; with `save` also what `savePipeline` throws
 */
export async function editPipeline(
  runner: Runner,
  ctx: EngineContext,
  { name, text: given, operations, save = false, force = false, expectedHash }: In['edit'],
): Promise<Out['edit']> {
  const before = given ?? (await runner.files.read(name)).text;
  const isBranch = (type: string): boolean => runner.services.types.get(type)?.controlsFlow === 'branch';
  const { text, splices } = applyAll(before, operations, { isBranch, reader: createPipelineReader() });
  if (!save) return { text, splices, isSaved: false, hash: hashText(text) };
  const expected = expectedHash === undefined && given === undefined ? hashText(before) : expectedHash;
  const { hash } = await savePipeline(runner, ctx, {
    name,
    text,
    force,
    ...(expected !== undefined && { expectedHash: expected }),
  });
  return { text, splices, isSaved: true, hash };
}

function applyAll(
  before: string,
  operations: readonly PipelineOperation[],
  options: Parameters<typeof planEdits>[2],
): Pick<Out['edit'], 'text' | 'splices'> {
  const splices: Out['edit']['splices'] = [];
  let text = before;
  for (const [at, operation] of operations.entries()) {
    try {
      const edited = planEdits(text, [operation], options);
      text = edited.text;
      splices.push(...edited.splices);
    } catch (error) {
      throw error instanceof EditRefused ? refused(error, at, operation) : error;
    }
  }
  return { text, splices };
}

const remedies: Readonly<Record<EditRefused['code'], string>> = {
  syntax: 'Put the YAML right first: stile pipeline validate says where.',
  unknown_task: 'Name a task of the pipeline: stile pipeline show lists them.',
  id_taken: 'Take another id.',
  bad_id: 'Take a letter or _, then letters, digits, _ and -, at most 80 characters.',
  cycle: 'Take one of these edges out first.',
  not_found: 'Name what is there: stile pipeline show prints the file.',
  no_tasks: 'Give YAML of tasks, such as "train: { type: stile/train }".',
  shared_value: 'Change it in the text of the file.',
  not_written: 'Change it in the text of the file.',
};

function refused({ code, subject, message }: EditRefused, at: number, { op }: PipelineOperation): StileError {
  return invalidArgument(
    `operations[${at}]`,
    subject === '' ? op : subject,
    `${op} cannot be made: ${message.replace(/\.$/, '')}`,
    remedies[code],
  );
}
