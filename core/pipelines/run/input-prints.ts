import { resolve } from 'node:path';
import { findDatasetVersion } from '#core/datasets/index.ts';
import { isStileError } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import { hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskType } from '#core/tasks/index.ts';
import type { TaskDefinition } from '../definition/definition.ts';
import type { CodeLook } from './code-hash.ts';

/** What tasks read from outside of their pipeline, as it is now. */
export interface InputLook {
  /**
   * SHA-256 of the versions of datasets, and of the contents of files, that a task names; null where it names none.
   * Models are no part of it: a pipeline that promotes one would be out of date at its end.
   * @param input `with`, its templates filled in
   */
  hashInputs(task: TaskDefinition, type: TaskType | undefined, input: Json): string | null;
}

/** For one look at many tasks: no reference is asked for twice in it. @param project absolute */
export function lookAtInputs(ctx: EngineContext, project: string, { printFile }: CodeLook): InputLook {
  const known = new Map<string, string>();
  const print = (ref: string): string => {
    const found = known.get(ref) ?? printRef(ref);
    known.set(ref, found);
    return found;
  };
  const printRef = (ref: string): string => {
    const name = ref.slice(ref.indexOf(':') + 1);
    return ref.startsWith('file:') ? printFile(resolve(project, name)) : printDataset(ctx, name);
  };
  return {
    hashInputs: (task, type, input) => {
      const refs = new Set([
        ...task.inputs,
        ...(type?.readsDatasets?.(input) ?? []).map((ref) => `dataset:${ref}`),
      ]);
      const prints = [...refs]
        .filter((ref) => /^(?:dataset|file):/.test(ref))
        .sort()
        .map((ref) => [ref, print(ref)]);
      return prints.length === 0 ? null : hashText(JSON.stringify(prints));
    },
  };
}

/** What is not there the task tells by itself. */
function printDataset(ctx: EngineContext, name: string): string {
  try {
    return findDatasetVersion(ctx, name).uri;
  } catch (error) {
    if (!isStileError(error)) throw error;
    return error.code;
  }
}
