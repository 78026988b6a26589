import { invalidArgument } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findActiveRun } from './find.ts';
import { announceRun } from './runs.ts';
import { findRunTag, upsertRunTag } from './run-texts.ts';

/** Where clients before MLflow 3 look for the models of a run: a JSON list. */
const historyTag = 'mlflow.log-model.history';
const needed = ['artifact_path', 'flavors', 'utc_time_created', 'run_id'] as const;

/**
 * Adds the description of a model (an MLmodel file as JSON) to the list that a run carries in a tag. The tag grows with
 * it: cut at the usual length of tags it would be no JSON any more.
 * @throws INVALID_ARGUMENT
 */
export function recordLegacyModel(
  ctx: EngineContext,
  { runId, modelJson }: { runId: string; modelJson: string },
): Promise<void> {
  const model = checkModel(modelJson);
  return ctx.write((tx) => {
    const run = findActiveRun(tx.db, runId);
    const before = findRunTag(tx.db, run, historyTag);
    const known = before === null ? [] : parseJson(before.value);
    const models = [...(Array.isArray(known) ? known : []), model];
    upsertRunTag(tx, run, { key: historyTag, value: JSON.stringify(models) });
    announceRun(tx, run, 'run.log_model', null, { path: model['artifact_path'] });
  });
}

function checkModel(text: string): Record<string, Json> {
  const model = parseJson(text);
  if (typeof model !== 'object' || model === null || Array.isArray(model)) {
    throw invalidArgument('model_json', text, 'it must be a JSON object', 'Send the MLmodel file as JSON.');
  }
  const missing = needed.filter((key) => !Object.hasOwn(model, key));
  if (missing.length === 0) return model;
  throw invalidArgument('model_json', text, `it lacks ${missing.join(', ')}`, 'Send the whole MLmodel file.');
}
