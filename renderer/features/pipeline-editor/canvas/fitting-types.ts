import type { TaskTypeInfo } from '#contract/pipelines.ts';
import { readFields } from '../form/field-model.ts';
import { referenceOfField } from '../form/references.ts';

type Types = ReadonlyMap<string, TaskTypeInfo>;

/**
 * What a task must be given that another one makes: fields of `to` that are called as outputs of `from` are. Numbers are
 * none, since many tasks count rows, and neither are fields that take the name of a model.
 */
export function fittingFields(types: Types, from: string | null, to: string | null): readonly string[] {
  const outputs = types.get(from ?? '')?.outputs ?? [];
  if (to === null || to === from || outputs.length === 0) return [];
  return readFields(types.get(to)?.with)
    .filter(
      ({ key, isRequired, shapes }) =>
        isRequired &&
        outputs.includes(key) &&
        referenceOfField(to, [key]) !== 'model' &&
        shapes.some(({ kind }) => kind === 'text' || kind === 'scalar'),
    )
    .map(({ key }) => key);
}

/** The same as what stands in the file of the task that is given it. */
export function fillFields(fields: readonly string[], from: string): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, `{{ tasks.${from}.outputs.${field} }}`]));
}
