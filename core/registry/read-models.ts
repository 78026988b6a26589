import * as z from 'zod';
import type { Tag } from '#contract/entities.ts';
import {
  gateResult,
  modelVersion,
  versionMetric,
  type AliasMove,
  type DirectedMetric,
  type GateResult,
  type ModelVersion,
  type RegisteredModel,
} from '#contract/registry.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { directionOf, isShareMetric } from '#core/tracking/index.ts';
import { findRollbackTarget, replayMoves, type HolderStack } from './champion-stack.ts';
import {
  findAlias,
  findNewest,
  findVersion,
  listAliases,
  versionUri,
  type ModelRow,
  type VersionRow,
} from './find.ts';
import { readTrend } from './trend.ts';

/** The alias of the version that answers. */
export const championAlias = 'champion';

/** Set on models that are out of the way. */
export const archivedTag = 'stile.archived';

export function readModel(db: ReadableDb, model: ModelRow): RegisteredModel {
  const newest = findNewest(db, model);
  const latestVersion = newest === undefined ? null : readVersion(db, model, newest);
  const tags = db.all<Tag>(
    'SELECT key, value FROM registered_model_tags WHERE model_id = ? ORDER BY key',
    model.id,
  );
  const champion = findAlias(db, model, championAlias);
  return {
    name: model.name,
    description: model.description,
    createdAt: model.created_at,
    updatedAt: model.updated_at,
    tags,
    isArchived: tags.some(({ key, value }) => key === archivedTag && value === 'true'),
    aliases: listAliases(db, model).map(({ alias, version }) => ({ alias, version })),
    versionCount: countVersions(db, model),
    latestVersion,
    trend: readTrend(db, model, latestVersion),
    champion:
      champion === undefined
        ? null
        : {
            version: readVersion(db, model, findVersion(db, model, champion.version)),
            since: champion.since,
          },
    rollbackTo: findRollbackTarget(readStack(db, model), (version) => hasVersion(db, model, version)),
  };
}

/** What stands in a version's own row as it is. */
export function plainFields(
  row: VersionRow,
): Omit<
  ModelVersion,
  | 'name'
  | 'uri'
  | 'datasets'
  | 'signature'
  | 'flavors'
  | 'environment'
  | 'bytes'
  | 'tags'
  | 'aliases'
  | 'metrics'
> {
  return {
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    userId: row.user_id,
    stage: row.stage,
    description: row.description,
    source: row.source,
    runId: row.run_id,
    runLink: row.run_link,
    modelId: row.logged_model,
  };
}

export function readVersion(db: ReadableDb, model: ModelRow, row: VersionRow): ModelVersion {
  return {
    name: model.name,
    uri: versionUri(model.name, row.version),
    ...plainFields(row),
    datasets: texts.parse(parseJson(row.datasets)),
    signature: signature.parse(row.signature === null ? null : parseJson(row.signature)),
    flavors: texts.parse(parseJson(row.flavors)),
    environment: environment.parse(parseJson(row.environment)),
    bytes: row.bytes,
    tags: db.all<Tag>(
      'SELECT key, value FROM model_version_tags WHERE model_id = ? AND version = ? ORDER BY key',
      model.id,
      row.version,
    ),
    aliases: db
      .all<{ alias: string }>(
        'SELECT alias FROM model_aliases WHERE model_id = ? AND version = ? ORDER BY alias',
        model.id,
        row.version,
      )
      .map(({ alias }) => alias),
    metrics: readMetrics(db, row),
  };
}

const texts = z.array(z.string());
const metrics = z.array(versionMetric);
const { signature, environment } = modelVersion.shape;

/** With which way each is better, as the experiment of its run says. */
function readMetrics(db: ReadableDb, row: VersionRow): DirectedMetric[] {
  const tags =
    row.run_id === null
      ? []
      : db.all<Tag>(
          `SELECT t.key, t.value FROM experiment_tags t JOIN runs r ON r.experiment_id = t.experiment_id
           WHERE r.uuid = ?`,
          row.run_id,
        );
  return metrics.parse(parseJson(row.metrics)).map((metric) => {
    // The run logged it under its split's name: `heldout_accuracy`.
    const logged = directionOf(`${metric.split}_${metric.key}`, tags);
    const { direction } = logged.isDirectionGiven ? logged : directionOf(metric.key, tags);
    return { ...metric, direction, isShare: isShareMetric(metric.key, [metric.value]) };
  });
}

/** Every move of every alias, newest first. */
export function readMoves(db: ReadableDb, model: ModelRow): AliasMove[] {
  const rows = db.all<MoveRow>('SELECT * FROM alias_moves WHERE model_id = ? ORDER BY id DESC', model.id);
  return rows.map((row) => ({
    moveId: row.id,
    at: row.at,
    alias: row.alias,
    fromVersion: row.from_version,
    version: row.version,
    kind: row.kind,
    actor: { kind: row.actor_kind, name: row.actor_name },
    reason: row.reason,
    gates: readGates(row.gates),
  }));
}

const gates = z.array(gateResult);

/** What the gates found, as it was kept with a promotion. */
function readGates(text: string | null): GateResult[] | null {
  return text === null ? null : gates.parse(parseJson(text));
}

interface MoveRow {
  id: number;
  at: number;
  alias: string;
  from_version: number | null;
  version: number | null;
  kind: AliasMove['kind'];
  actor_kind: string;
  actor_name: string;
  reason: string;
  gates: string | null;
}

/** Who held `champion`, one after the other. */
export function readStack(db: ReadableDb, model: ModelRow): HolderStack {
  return replayMoves(
    db.all<Pick<MoveRow, 'kind' | 'version'>>(
      'SELECT kind, version FROM alias_moves WHERE model_id = ? AND alias = ? ORDER BY id',
      model.id,
      championAlias,
    ),
  );
}

export function hasVersion(db: ReadableDb, model: ModelRow, version: number): boolean {
  const sql = 'SELECT 1 FROM model_versions WHERE model_id = ? AND version = ?';
  return db.get(sql, model.id, version) !== undefined;
}

function countVersions(db: ReadableDb, model: ModelRow): number {
  const sql = 'SELECT count(*) AS n FROM model_versions WHERE model_id = ?';
  return db.get<{ n: number }>(sql, model.id)?.n ?? 0;
}
