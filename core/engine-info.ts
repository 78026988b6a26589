import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { SystemInfo, WorkspaceWarning } from '#contract/entities.ts';
import { readFreeBytes } from '#core/kernel/files.ts';
import { schemaVersion } from '#core/store/migrations/index.ts';
import type { OpenWorkspace } from '#core/store/workspace.ts';
import type { EngineOptions, Listening } from './engine-options.ts';

/** What the answer to `system.info` is made of. */
export interface EngineFacts {
  options: EngineOptions;
  workspace: OpenWorkspace;
  /** ms since 1970 UTC */
  startedAt: number;
  listening: Listening | null;
  lastClient: SystemInfo['lastClient'];
  artifactBytes: number;
  /** beside those of the workspace */
  warnings: readonly WorkspaceWarning[];
}

const sqliteVersion = 'SELECT sqlite_version() AS version';

export async function describeEngine(facts: EngineFacts): Promise<SystemInfo> {
  const { options, workspace, listening } = facts;
  const { root, database } = workspace.paths;
  const freeBytes = await readFreeBytes(root);
  return {
    version: options.version,
    pid: process.pid,
    startedAt: facts.startedAt,
    platform: options.platform,
    trackingUri: listening?.address ?? null,
    lastClient: facts.lastClient,
    wantedPort: listening?.wantedPort ?? null,
    trackingAccess: listening?.access ?? 'open',
    runtime: {
      node: process.versions.node,
      arch: process.arch,
      sqlite: workspace.connection.get<{ version: string }>(sqliteVersion)?.version ?? '',
    },
    capabilities: options.capabilities,
    workspace: {
      name: basename(workspace.project ?? root),
      path: root,
      project: workspace.project,
      readOnly: workspace.readOnly,
      schemaVersion,
      databaseBytes: statSync(database).size,
      artifactBytes: facts.artifactBytes,
      freeBytes,
      warnings: [...workspace.warnings, ...facts.warnings, ...findLowDisk(freeBytes)],
    },
  };
}

/** Below this many free bytes the user should know: a day of logging, or one model, may fill the rest. */
const lowDiskBytes = 500_000_000;

export function findLowDisk(freeBytes: number | null): WorkspaceWarning[] {
  return freeBytes === null || freeBytes >= lowDiskBytes
    ? []
    : [{ code: 'LOW_DISK', detail: String(freeBytes) }];
}
