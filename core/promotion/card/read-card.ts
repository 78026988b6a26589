import { cardTags, type ModelCard } from '#contract/model-card.ts';
import type { Inputs } from '#contract/procedures.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { StileError } from '#core/kernel/errors.ts';
import { getModelVersion, getRegisteredModel, readVersionFiles } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { getRun } from '#core/tracking/index.ts';
import { readHolders } from '../holders.ts';
import { findLimits } from './findings.ts';
import { intervalOf } from './proportion.ts';
import { readSignatureLines } from './signature-lines.ts';

/** What there is to say of a version, gathered from what is recorded. @throws NOT_FOUND */
export async function readCard(ctx: EngineContext, input: Inputs['promotion']['card']): Promise<ModelCard> {
  const model = getRegisteredModel(ctx, input.name);
  const version = getModelVersion(ctx, input);
  const written = (key: string): string => model.tags.find((tag) => tag.key === key)?.value ?? '';
  const isChampion = model.champion?.version.version === version.version;
  const metrics = version.metrics.map((metric) => ({
    ...metric,
    ...intervalOf(metric.key, metric.value, metric.n),
  }));
  const training = readTraining(ctx, version);
  const files = await readFiles(ctx, input);
  return {
    version,
    description: model.description,
    intendedUse: written(cardTags.intendedUse),
    limits: written(cardTags.limits),
    owner: written(cardTags.owner) || version.userId || (training?.by ?? ''),
    isChampion,
    championSince: isChampion ? (model.champion?.since ?? null) : null,
    training,
    data: version.datasets.map((uri) => ({ uri, rows: countRows(ctx, uri) })),
    metrics,
    findings: findLimits({
      version,
      metrics,
      areFilesHere: files !== null,
      alerts: countAlerts(ctx, version),
    }),
    signature: {
      inputs: readSignatureLines(version.signature?.inputs),
      outputs: readSignatureLines(version.signature?.outputs),
    },
    files,
    aliases: readHolders(ctx, { name: input.name })
      .filter((holder) => holder.version === version.version)
      .map(({ alias, from, to, reason }) => ({ alias, from, to, reason })),
  };
}

/** Null where no run is known, or it was deleted for good. */
function readTraining(ctx: EngineContext, { runId }: ModelVersion): ModelCard['training'] {
  try {
    if (runId === null) return null;
    const { name, startedAt, endedAt, userId: by, tags, params } = getRun(ctx, runId);
    const commit = tags.find(({ key }) => key === 'mlflow.source.git.commit')?.value ?? null;
    return { runId, name, startedAt, endedAt, by, commit, params };
  } catch (error) {
    if (error instanceof StileError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

/** Null where the files lie elsewhere or cannot be read. */
async function readFiles(
  ctx: EngineContext,
  input: Inputs['promotion']['card'],
): Promise<ModelCard['files']> {
  try {
    const { fileCount: count, mlflowVersion } = await readVersionFiles(ctx, input);
    return { count, mlflowVersion };
  } catch (error) {
    if (error instanceof StileError) return null;
    throw error;
  }
}

function countRows({ db }: EngineContext, uri: string): number | null {
  const [, name, version] = /^datasets:\/(.+)\/(\d+)$/.exec(uri) ?? [];
  const row = db.get<{ rows: number | null }>(
    `SELECT v.row_count AS rows FROM dataset_versions v JOIN stored_datasets d ON d.id = v.dataset_id
     WHERE d.name = ? AND v.version = ?`,
    name ?? '',
    Number(version ?? 0),
  );
  return row?.rows ?? null;
}

/** Alerts about a version by signal, the most frequent first. */
function countAlerts(
  ctx: EngineContext,
  { name, version }: ModelVersion,
): { signal: string; count: number }[] {
  return ctx.db.all(
    `SELECT signal, count(*) AS count FROM alerts WHERE model_name = ? AND model_version = ?
     GROUP BY signal ORDER BY count(*) DESC, signal`,
    name,
    version,
  );
}
