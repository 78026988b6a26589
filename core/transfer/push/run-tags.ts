import type { RunRecord } from '#core/tracking/index.ts';
import { importedTag } from '../import/import-names.ts';
import { runTag } from './push-context.ts';

/** The tags of a run as they are sent: ids of other runs are those that they have there. */
export function tagsToSend({ run }: RunRecord, parent: string | null): { key: string; value: string }[] {
  const own = run.tags.filter(({ key }) => ![importedTag, runTag, 'mlflow.parentRunId'].includes(key));
  const nested = parent === null ? [] : [{ key: 'mlflow.parentRunId', value: parent }];
  return [...own, ...nested, { key: runTag, value: run.runId }];
}
