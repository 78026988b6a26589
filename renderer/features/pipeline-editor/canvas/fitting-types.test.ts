import { expect, it } from 'vitest';
import type { TaskTypeInfo } from '#contract/pipelines.ts';
import { fillFields, fittingFields } from './fitting-types.ts';

const text = { type: 'string' };
function type(name: string, outputs: string[], required: Record<string, unknown>): TaskTypeInfo {
  const schema = { properties: { ...required, note: text }, required: Object.keys(required) };
  return { name, description: '', with: schema, outputs, controlsFlow: null };
}
const types = new Map(
  [
    type('stile/load-dataset', ['dataset', 'rows', 'note'], { dataset: text }),
    type('stile/generate-batch', ['dataset', 'rows'], { warehouse: text, rows: { type: 'integer' } }),
    type('stile/train', ['run', 'model'], { dataset: text, experiment: text }),
    type('stile/register', ['version'], { run: text, model: text }),
    type('shell', [], { command: text }),
  ].map((one) => [one.name, one]),
);

it('finds what a task must be given that the one before it makes', () => {
  expect(fittingFields(types, 'stile/load-dataset', 'stile/train')).toEqual(['dataset']);
  // The model of a training is none that is registered, and rows are counted by many.
  expect(fittingFields(types, 'stile/train', 'stile/register')).toEqual(['run']);
  expect(fittingFields(types, 'stile/load-dataset', 'stile/generate-batch')).toEqual([]);
  expect(fittingFields(types, 'shell', 'stile/train')).toEqual([]);
  expect(fittingFields(types, null, 'stile/train')).toEqual([]);
  expect(fittingFields(types, 'stile/load-dataset', 'stile/load-dataset')).toEqual([]);
});

it('fills it in as a template', () => {
  expect(fillFields(['dataset'], 'load')).toEqual({ dataset: '{{ tasks.load.outputs.dataset }}' });
});
