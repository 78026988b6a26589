import { tracking } from './0001-tracking.ts';
import { lineage } from './0002-lineage.ts';
import { datasets } from './0003-datasets.ts';
import { registry } from './0004-registry.ts';
import { pipelineDrafts } from './0019-pipeline-drafts.ts';
import { partialRuns } from './0020-partial-runs.ts';
import { pipelines } from './0005-pipelines.ts';
import { monitoring } from './0006-monitoring.ts';
import { serving } from './0007-serving.ts';
import { loggedModels } from './0008-logged-models.ts';
import { mlflowClients } from './0009-mlflow-clients.ts';
import { tracing } from './0010-tracing.ts';
import { transfer } from './0011-transfer.ts';
import { batchesOfAnyModel } from './0012-batches-of-any-model.ts';
import { runner } from './0013-runner.ts';
import { attempts } from './0014-attempts.ts';
import { activityUndo } from './0015-activity-undo.ts';
import { promotionEvidence } from './0016-promotion-evidence.ts';
import { runTable } from './0017-run-table.ts';
import { alertHandling } from './0018-alert-handling.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [
  tracking,
  lineage,
  datasets,
  registry,
  pipelines,
  monitoring,
  serving,
  loggedModels,
  mlflowClients,
  tracing,
  transfer,
  batchesOfAnyModel,
  runner,
  attempts,
  activityUndo,
  promotionEvidence,
  runTable,
  alertHandling,
  pipelineDrafts,
  partialRuns,
];

/** The schema that this build reads and writes. */
export const schemaVersion: number = migrations.length;
