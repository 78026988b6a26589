import { showValue, StileError } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';

export interface LoggedModelRow {
  id: number;
  model_id: string;
  experiment_id: number;
  name: string;
  model_type: string;
  status: 'PENDING' | 'READY' | 'UPLOAD_FAILED';
  source_run_id: string | null;
  artifact_uri: string;
  lifecycle: 0 | 1;
  created_at: number;
  updated_at: number;
}

/** Deleted ones too. @throws NOT_FOUND */
export function findLoggedModel(db: ReadableDb, modelId: string): LoggedModelRow {
  const row = db.get<LoggedModelRow>('SELECT * FROM logged_models WHERE model_id = ?', modelId);
  if (row !== undefined) return row;
  throw missingModel(modelId);
}

export function missingModel(modelId: string): StileError {
  const shown = showValue(modelId);
  return new StileError(
    'NOT_FOUND',
    `There is no logged model with id "${shown}". \`stile logged-model list\` shows those that exist.`,
    { kind: 'logged_model', id: shown },
  );
}
