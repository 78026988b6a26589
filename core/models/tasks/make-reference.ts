import { readColumns } from '#core/datasets/index.ts';
import type { TaskContext } from '#core/tasks/index.ts';
import { buildReference, type ReferenceData } from '../reference-data.ts';
import type { TextPrediction } from '../text-model.ts';
import type { TextPredictor } from '../text-predictor.ts';

/** Reference rows with the sources that they come from, in order; `rows` of all groups add up to `n`. */
export type GroupedReference = ReferenceData & {
  groups: { name: string; rows: number }[];
  /** A few of the texts, as an example of what the model takes. */
  example: string[];
};

/** Texts that stand as an example in the model folder. */
const exampleRows = 3;

/** Scores rows that the model was not trained on: what a clean batch looks like to this very model. */
export async function makeReference(
  { engine, signal }: TaskContext,
  input: {
    text_column: string;
    reference: readonly string[];
    extra_reference: readonly string[];
    extra_reference_if: boolean;
  },
  predictor: TextPredictor,
): Promise<GroupedReference> {
  const sources = [...input.reference, ...(input.extra_reference_if ? input.extra_reference : [])];
  const groups: GroupedReference['groups'] = [];
  const predictions: TextPrediction[] = [];
  const example: string[] = [];
  for (const name of sources) {
    const [texts = []] = await readColumns(engine, name, [input.text_column], { signal });
    const present = texts.filter((text) => text !== null && text.trim() !== '') as string[];
    predictions.push(...predictor.predict(present));
    groups.push({ name, rows: present.length });
    example.push(...present.slice(0, exampleRows - example.length));
  }
  return { ...buildReference(predictor.classes, predictions), groups, example };
}
