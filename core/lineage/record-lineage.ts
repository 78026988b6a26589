import type { RunStatus } from '#contract/entities.ts';
import type { WriteTx } from '#core/store/write-queue.ts';

/**
 * A thing that is made and used. `uri` says which one it is. A `digest` that is only the beginning of the known one
 * (MLflow's clients take 36 characters) leaves the longer one in place.
 */
export interface ArtifactRef {
  type: 'DatasetVersion' | 'LoggedModel' | 'ModelVersion' | 'Batch' | 'Alert' | 'Report' | 'File' | 'Table';
  uri: string;
  name: string;
  digest?: string;
  properties?: object;
}

/** Something that ran: it used its inputs and made its outputs. */
export interface ExecutionRef {
  type: 'Ingest' | 'Run' | 'Register' | 'BatchPredict' | 'Monitor' | 'Task';
  uri: string;
  name: string;
  state: 'RUNNING' | 'COMPLETE' | 'FAILED' | 'CANCELED';
  properties?: object;
}

/** How a run stands, in ML Metadata's words. */
export const runStates: Readonly<Record<RunStatus, ExecutionRef['state']>> = {
  RUNNING: 'RUNNING',
  SCHEDULED: 'RUNNING',
  FINISHED: 'COMPLETE',
  FAILED: 'FAILED',
  KILLED: 'CANCELED',
};

export interface ContextRef {
  type: 'PipelineRun' | 'Pipeline' | 'Experiment' | 'Model';
  name: string;
}

export interface LineageFacts {
  execution: ExecutionRef;
  inputs?: readonly ArtifactRef[];
  outputs?: readonly ArtifactRef[];
  contexts?: readonly ContextRef[];
}

/**
 * Writes down what an execution used and made, in the transaction of the change itself. What has the same uri is the
 * same thing: a second call adds what is new and brings names, state, digests and properties up to date. An output
 * belongs to the contexts of its execution; an input keeps those that it was made in.
 */
export function recordLineage(tx: WriteTx, facts: LineageFacts): void {
  const executionId = upsertExecution(tx, facts.execution);
  const contextIds = (facts.contexts ?? []).map((context) => upsertContext(tx, context));
  for (const contextId of contextIds) {
    tx.db.run(
      'INSERT OR IGNORE INTO lineage_associations (context_id, execution_id) VALUES (?, ?)',
      contextId,
      executionId,
    );
  }
  for (const input of facts.inputs ?? []) {
    linkArtifact(tx, executionId, 'INPUT', upsertArtifact(tx, input));
  }
  for (const output of facts.outputs ?? []) {
    const artifactId = upsertArtifact(tx, output);
    linkArtifact(tx, executionId, 'OUTPUT', artifactId);
    for (const contextId of contextIds) attribute(tx, contextId, artifactId);
  }
}

/** Writes down a thing that nobody here made, so that its lineage can be asked for: as `recordLineage` in all else. */
export function recordArtifact(
  tx: WriteTx,
  artifact: ArtifactRef,
  contexts: readonly ContextRef[] = [],
): void {
  const artifactId = upsertArtifact(tx, artifact);
  for (const context of contexts) attribute(tx, upsertContext(tx, context), artifactId);
}

/**
 * Gives an artifact another address, as when its model is renamed. What is not recorded stays so. Something else that
 * had the new address before (a model that is gone) keeps its links and steps aside to `<address>#<number>`.
 */
export function moveArtifact(tx: WriteTx, uri: string, moved: { uri: string; name: string }): void {
  const isKnown = tx.db.get('SELECT 1 FROM lineage_artifacts WHERE uri = ?', uri) !== undefined;
  if (!isKnown || uri === moved.uri) return;
  tx.db.run("UPDATE lineage_artifacts SET uri = uri || '#' || id WHERE uri = ?", moved.uri);
  tx.db.run(
    'UPDATE lineage_artifacts SET uri = ?, name = ?, updated_at = ? WHERE uri = ?',
    moved.uri,
    moved.name,
    tx.now,
    uri,
  );
}

/** Gives what ran another name; what is not recorded stays so. */
export function renameExecution(tx: WriteTx, uri: string, name: string): void {
  tx.db.run('UPDATE lineage_executions SET name = ?, updated_at = ? WHERE uri = ?', name, tx.now, uri);
}

/** Whether anything is recorded about what ran. */
export function hasExecution(tx: WriteTx, uri: string): boolean {
  return tx.db.get('SELECT 1 FROM lineage_executions WHERE uri = ?', uri) !== undefined;
}

function upsertExecution(tx: WriteTx, { type, uri, name, state, properties }: ExecutionRef): number {
  return readId(
    tx,
    `INSERT INTO lineage_executions (type, uri, name, state, properties, created_at, updated_at)
     VALUES (?, ?, ?, ?, coalesce(?, '{}'), ?, ?)
     ON CONFLICT (uri) DO UPDATE SET name = excluded.name, state = excluded.state, updated_at = excluded.updated_at,
       properties = json_patch(properties, excluded.properties)
     RETURNING id`,
    [type, uri, name, state, toJson(properties), tx.now, tx.now],
  );
}

function upsertArtifact(tx: WriteTx, { type, uri, name, digest, properties }: ArtifactRef): number {
  return readId(
    tx,
    `INSERT INTO lineage_artifacts (type, uri, name, digest, properties, created_at, updated_at)
     VALUES (?, ?, ?, ?, coalesce(?, '{}'), ?, ?)
     ON CONFLICT (uri) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at,
       digest = CASE WHEN substr(digest, 1, length(excluded.digest)) = excluded.digest THEN digest
         ELSE coalesce(excluded.digest, digest) END,
       properties = json_patch(properties, excluded.properties)
     RETURNING id`,
    [type, uri, name, digest ?? null, toJson(properties), tx.now, tx.now],
  );
}

function upsertContext(tx: WriteTx, { type, name }: ContextRef): number {
  return readId(
    tx,
    `INSERT INTO lineage_contexts (type, name, created_at) VALUES (?, ?, ?)
     ON CONFLICT (type, name) DO UPDATE SET name = excluded.name RETURNING id`,
    [type, name, tx.now],
  );
}

function linkArtifact(
  tx: WriteTx,
  executionId: number,
  direction: 'INPUT' | 'OUTPUT',
  artifactId: number,
): void {
  tx.db.run(
    'INSERT OR IGNORE INTO lineage_events (execution_id, direction, artifact_id, at) VALUES (?, ?, ?, ?)',
    executionId,
    direction,
    artifactId,
    tx.now,
  );
}

function attribute(tx: WriteTx, contextId: number, artifactId: number): void {
  tx.db.run(
    'INSERT OR IGNORE INTO lineage_attributions (context_id, artifact_id) VALUES (?, ?)',
    contextId,
    artifactId,
  );
}

function readId(tx: WriteTx, sql: string, params: (string | number | null)[]): number {
  const row = tx.db.get<{ id: number }>(sql, ...params);
  if (row === undefined) throw new Error('a lineage row came back without its id');
  return row.id;
}

function toJson(properties: object | undefined): string | null {
  return properties === undefined ? null : JSON.stringify(properties);
}
