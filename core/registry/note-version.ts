import * as z from 'zod';
import { parseJson } from '#core/kernel/json.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import {
  changeModelTags,
  emitLoggedModelChange,
  findModelTag,
  type LoggedModelRow,
} from '#core/tracking/index.ts';

/** Where MLflow keeps which versions a logged model was registered as: JSON, a list of names and numbers. */
const versionsTag = 'mlflow.modelVersions';

const noted = z.array(z.looseObject({ name: z.string(), version: z.union([z.number(), z.string()]) }));

/** Adds a version to the list; a tag that is no such list is written over. */
export function noteVersion(
  tx: WriteTx,
  model: LoggedModelRow,
  version: { name: string; version: number },
): void {
  const before = noted.safeParse(parseJson(findModelTag(tx, model, versionsTag)?.value ?? '[]'));
  const versions = [...(before.data ?? []), version];
  changeModelTags(tx, model, [{ key: versionsTag, value: JSON.stringify(versions) }]);
  emitLoggedModelChange(tx, model);
}
