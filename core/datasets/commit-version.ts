import { recordLineage, type ArtifactRef } from '#core/lineage/index.ts';
import { commitBlobs } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { recordTrigger } from '#core/store/trigger-events.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { DatasetVersion } from '#contract/datasets.ts';
import type { Content } from './content.ts';
import { findContent, findDatasetOrNull, findVersion, type DatasetRow } from './find.ts';
import { datasetUri, parseDatasetRef } from './names.ts';
import { withCommitMark } from './recover.ts';
import type { StagedFile } from './sources/staged-source.ts';

export interface NewVersion {
  name: string;
  description?: string | undefined;
  message: string;
  sha256: string;
  origin: DatasetVersion['source'];
  files: readonly StagedFile[];
  content: Content;
  derivedFrom?: readonly string[] | undefined;
}

/**
 * Puts the files into the store and then the version into the database, with its lineage and activity. Content that
 * the dataset has by now gives the version that has it; its files are put there again, which heals damaged ones.
 */
export function commitVersion(
  ctx: EngineContext,
  added: NewVersion,
): Promise<DatasetVersion & { isNew: boolean }> {
  const blobs = added.files.map(({ blob }) => blob);
  return withCommitMark(
    ctx,
    blobs.map(({ sha256 }) => sha256),
    async () => {
      await commitBlobs(ctx.paths, blobs);
      return ctx.write((tx) => writeVersion(tx, added));
    },
  );
}

function writeVersion(tx: WriteTx, added: NewVersion): DatasetVersion & { isNew: boolean } {
  const { name, sha256, content } = added;
  const same = findContent(tx.db, name, sha256).find(
    ({ csv }) => JSON.stringify(csv) === JSON.stringify(content.csv),
  );
  if (same !== undefined) {
    if (!updateDescription(tx, name, added.description)) tx.unchanged();
    return { ...same, isNew: false };
  }
  const dataset = findDatasetOrNull(tx.db, name) ?? insertDataset(tx, name);
  if (added.description !== undefined) {
    tx.db.run('UPDATE stored_datasets SET description = ? WHERE id = ?', added.description, dataset.id);
  }
  const version = insertVersion(tx, dataset.id, added);
  const made = findVersion(tx.db, { name, version });
  linkLineage(tx, made, added.derivedFrom ?? []);
  tx.record({
    action: 'dataset.add_version',
    entityKind: 'dataset',
    entityId: name,
    after: { version, digest: made.digest, rows: made.rows, bytes: made.bytes, source: made.source },
  });
  recordTrigger(tx, {
    kind: 'dataset',
    keys: [name],
    payload: { text: `dataset ${name}, version ${version}`, name, version, digest: made.digest },
  });
  tx.emit({ type: 'dataset.changed', name });
  tx.emit({ type: 'workspace.changed' });
  return { ...made, isNew: true };
}

/** @returns whether anything changed, and was recorded */
export function updateDescription(tx: WriteTx, name: string, description: string | undefined): boolean {
  const before = findDatasetOrNull(tx.db, name)?.description;
  if (description === undefined || before === description) return false;
  tx.db.run('UPDATE stored_datasets SET description = ? WHERE name = ?', description, name);
  tx.record({
    action: 'dataset.describe',
    entityKind: 'dataset',
    entityId: name,
    before: { description: before },
    after: { description },
  });
  tx.emit({ type: 'dataset.changed', name });
  return true;
}

function insertDataset(tx: WriteTx, name: string): DatasetRow {
  const { lastId } = tx.db.run(
    "INSERT INTO stored_datasets (name, description, created_at) VALUES (?, '', ?)",
    name,
    tx.now,
  );
  return { id: lastId, name, description: '' };
}

function insertVersion(tx: WriteTx, datasetId: number, added: NewVersion): number {
  const { content, origin } = added;
  const last = tx.db.get<{ version: number | null }>(
    'SELECT max(version) AS version FROM dataset_versions WHERE dataset_id = ?',
    datasetId,
  );
  const version = (last?.version ?? 0) + 1;
  const files = added.files.map(({ path, blob }) => ({ path, bytes: blob.bytes, sha256: blob.sha256 }));
  tx.db.run(
    `INSERT INTO dataset_versions (dataset_id, version, sha256, format, dialect, row_count, bytes, source_kind,
       source_location, message, created_at, warnings, columns, files)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[datasetId, version, added.sha256, content.format],
    ...[content.csv === null ? null : JSON.stringify(content.csv), content.rows],
    ...[
      files.reduce((sum, { bytes }) => sum + bytes, 0),
      origin.kind,
      origin.location,
      added.message,
      tx.now,
    ],
    ...[JSON.stringify(content.warnings), JSON.stringify(content.columns), JSON.stringify(files)],
  );
  return version;
}

function linkLineage(tx: WriteTx, made: DatasetVersion, derivedFrom: readonly string[]): void {
  recordLineage(tx, {
    execution: {
      type: 'Ingest',
      uri: `ingests:/${made.name}/${made.version}`,
      name: made.source.kind === 'table' ? made.message : made.source.location,
      state: 'COMPLETE',
      properties: { source: made.source },
    },
    inputs: derivedFrom.map((uri) => toArtifact(tx.db, uri)),
    outputs: [versionToArtifact(made)],
  });
}

function toArtifact(db: ReadableDb, uri: string): ArtifactRef {
  return versionToArtifact(findVersion(db, parseDatasetRef(uri)));
}

/** How the lineage knows a version. */
function versionToArtifact({ name, version, digest, rows, bytes }: DatasetVersion): ArtifactRef {
  return {
    type: 'DatasetVersion',
    uri: datasetUri(name, version),
    name,
    digest,
    properties: { version, rows, bytes },
  };
}
