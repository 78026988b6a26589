import { hasCode } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findLoggedModel } from '#core/tracking/index.ts';
import { announceVersion } from './announce.ts';
import { findModelById, type VersionRow } from './find.ts';
import { checkFolder, findSourceFolder } from './locate.ts';
import { readModelFolder, type ModelFacts } from './model-folder.ts';

/**
 * Versions that were registered from a logged model before its files were there get what the files say, now that the
 * upload has ended. Without MLmodel they stay as they are.
 */
export async function readLateFacts(ctx: EngineContext, modelId: string): Promise<void> {
  const rows = ctx.db.all<VersionRow>(
    'SELECT * FROM model_versions WHERE logged_model = ? AND bytes IS NULL',
    modelId,
  );
  const facts = rows.length === 0 ? null : await readFacts(ctx, modelId);
  if (facts === null) return;
  for (const { model_id, version } of rows) {
    await ctx.write((tx) => {
      const { changes } = tx.db.run(
        `UPDATE model_versions SET signature = ?, flavors = ?, environment = ?, bytes = ?
         WHERE model_id = ? AND version = ? AND bytes IS NULL`,
        facts.signature === null ? null : JSON.stringify(facts.signature),
        JSON.stringify(facts.flavors),
        JSON.stringify(facts.environment),
        facts.bytes,
        model_id,
        version,
      );
      const model = findModelById(tx.db, model_id);
      if (changes === 0 || model === undefined) tx.unchanged();
      else announceVersion(tx, model, version, 'model_version.read_files', null, { flavors: facts.flavors });
    });
  }
}

async function readFacts(ctx: EngineContext, modelId: string): Promise<ModelFacts | null> {
  const { artifact_uri } = findLoggedModel(ctx.db, modelId);
  const folder = findSourceFolder(ctx, artifact_uri);
  if (folder === null) return null;
  try {
    return await readModelFolder(checkFolder(ctx, folder, artifact_uri), artifact_uri);
  } catch (error) {
    if (hasCode(error, 'MODEL_DAMAGED')) return null;
    throw error;
  }
}
