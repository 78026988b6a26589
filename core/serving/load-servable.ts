import type { Json } from '#core/kernel/json.ts';
import {
  compileTextModel,
  loadTextModelFolder,
  readRuntime,
  type TextPredictor,
} from '#core/models/index.ts';
import type { ModelTarget, TextServable } from './servable-model.ts';

export { readRuntime };

/**
 * Reads a model folder and lets it answer once, so that its first request is as fast as the next.
 * @throws MODEL_DAMAGED, MODEL_NOT_RUNNABLE
 */
export async function loadServable(target: ModelTarget): Promise<TextServable> {
  const { model, signature, inputExample } = await loadTextModelFolder(target.folder);
  const predictor = compileTextModel(model);
  warmUp(predictor, inputExample ?? []);
  return {
    ...target,
    kind: 'text',
    input: { column: inputColumn(signature?.inputs) ?? usualColumn },
    labels: predictor.classes,
    labelTexts: predictor.classes.map((label) => JSON.stringify(label)),
    versionText: String(target.version),
    score: predictor.score,
  };
}

/** What texts are called in frames, where the signature gives no name. */
const usualColumn = 'text';

/** Enough rows for the functions to be compiled, few enough to take a millisecond or two. */
const warmUpRows = 50;

function warmUp(predictor: TextPredictor, examples: readonly string[]): void {
  const texts = examples.length > 0 ? examples : ['a first text'];
  for (let row = 0; row < warmUpRows; row++) predictor.score([texts[row % texts.length] ?? '']);
}

/** The name of the one input in a signature of columns; null when it has none, as MLflow writes for a plain list. */
function inputColumn(inputs: Json | undefined): string | null {
  if (!Array.isArray(inputs)) return null;
  const [first] = inputs;
  if (typeof first !== 'object' || first === null || Array.isArray(first)) return null;
  return typeof first['name'] === 'string' ? first['name'] : null;
}
