import { statSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { StileError } from '#core/kernel/errors.ts';
import { createTurns } from '#core/kernel/one-at-a-time.ts';
import type { WorkspaceService } from '#core/rpc/rpc-context.ts';
import { findDamage, listBackups, makeBackup } from '#core/store/backups.ts';
import { checkDatabase, noBackup } from '#core/store/check-database.ts';
import { exportWorkspace } from '#core/store/export.ts';
import { damagedBackup } from '#core/store/restore.ts';
import type { NextEngine } from './engine-options.ts';
import { refuseWrite, type EngineParts } from './engine-parts.ts';
import type { EngineState } from './engine-state.ts';
import type { WorkLog } from './engine-work.ts';

export interface WorkspaceHooks {
  /** Stops this engine; the host goes on with the next one. */
  goOn(next: NextEngine): void;
  /** Opens another workspace beside this one, fills it with a template, and closes it again. */
  make(workspace: string, template: 'empty' | 'workshop', language: 'en' | 'sv'): Promise<void>;
}

type BackupCalls = Pick<WorkspaceService, 'backups' | 'backup' | 'check' | 'restore' | 'export'>;

/** Copies of this workspace: made, checked, put in its place, handed on. */
export function createBackupCalls(
  parts: EngineParts,
  state: EngineState,
  work: WorkLog,
  hooks: Pick<WorkspaceHooks, 'goOn'>,
): BackupCalls {
  const { options, workspace } = parts;
  const { paths, connection } = workspace;
  // Two copies at once would write into each other's unfinished file.
  const inTurn = createTurns();
  return {
    backups: () => ({
      backups: listBackups(paths),
      lastStart: describeStart(parts, state),
      lastCheck: state.lastCheck,
    }),
    backup: async () => {
      if (workspace.readOnly) throw refuseWrite(workspace);
      const made = await work.track('backup', basename(paths.root), () =>
        inTurn(() => makeBackup(connection, paths, 'manual', options.clock.now())),
      );
      parts.hub.announce([{ type: 'workspace.changed' }]);
      return made;
    },
    check: async ({ backup }) => {
      const file = backup === undefined ? paths.database : findBackup(paths.backups, backup);
      const found = await work.track('check', basename(file), () => checkDatabase(file, options.clock));
      if (backup === undefined) {
        state.lastCheck = found;
        parts.hub.announce([{ type: 'workspace.changed' }]);
      }
      return found;
    },
    restore: async ({ backup }) => {
      const file = findBackup(paths.backups, backup);
      refuseWithoutHost(parts, 'restore', file);
      if ((await findDamage(file)) !== null) throw damagedBackup(file);
      hooks.goOn({ kind: 'restore', file });
      return { backup: file };
    },
    export: ({ file, overwrite }) =>
      work.track('export', file, () =>
        inTurn(() => exportWorkspace(workspace, { file, overwrite, clock: options.clock })),
      ),
  };
}

/** A name from the list of backups, or a whole path. @throws NOT_FOUND */
function findBackup(folder: string, given: string): string {
  const file = isAbsolute(given) ? resolve(given) : join(folder, given);
  // To open a pipe would wait for whoever writes into it.
  if (file.includes('\0') || statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw noBackup(file);
  return file;
}

/** An engine that lives for a command has no host that would go on. @throws INVALID_STATE */
export function refuseWithoutHost({ options }: EngineParts, deed: 'restore' | 'open', what: string): void {
  if (options.capabilities.goesOn) return;
  const remedy =
    deed === 'open'
      ? `Start Stile there: stile serve --workspace "${what}"`
      : `Restore it without an engine: stile backup restore "${what}"`;
  throw new StileError('INVALID_STATE', `No engine runs that could go on with ${what}. ${remedy}`, {
    kind: 'workspace',
    id: what,
    state: 'without an engine that stays',
    needed: 'a running engine',
    remedy,
  });
}

function describeStart({ options, workspace, startedAt }: EngineParts, state: EngineState) {
  const { restored = null, failure = null } = options.cameFrom ?? {};
  return {
    startedAt,
    readyAt: state.readyAt ?? startedAt,
    wasKilled: workspace.wasKilled,
    restored,
    failure,
  };
}
