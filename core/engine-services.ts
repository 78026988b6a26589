import { basename } from 'node:path';
import type { SystemInfo } from '#contract/entities.ts';
import { createTableWindows } from '#core/datasets/index.ts';
import { StileError } from '#core/kernel/errors.ts';
import { createTurns } from '#core/kernel/one-at-a-time.ts';
import type { EngineServices } from '#core/rpc/rpc-context.ts';
import { listBackups, makeBackup } from '#core/store/backups.ts';
import type { DailyBackup } from '#core/store/daily-backup.ts';
import { exportWorkspace } from '#core/store/export.ts';
import { createFolderSizer } from '#core/store/folder-size.ts';
import { createActivityParts } from './engine-activity.ts';
import { describeEngine } from './engine-info.ts';
import type { Listening } from './engine-options.ts';
import { createJobs } from './engine-jobs.ts';
import { createWorkLog } from './engine-work.ts';
import { noteDamage, refuseWrite, type EngineParts } from './engine-parts.ts';

/** What changes while an engine lives. */
export interface EngineState {
  listening: Listening | null;
  dailyBackup: DailyBackup | null;
  lastClient: SystemInfo['lastClient'];
}

/** What the router needs of the engine itself. */
export function createServices(
  parts: EngineParts,
  state: EngineState,
  requestStop: () => void,
): EngineServices {
  const { options, workspace, hub, runner, serving, transfer, python, series } = parts;
  const { paths, connection } = workspace;
  // Two copies at once would write into each other's unfinished file.
  const inTurn = createTurns();
  const sizer = createFolderSizer(paths.artifacts);
  const work = createWorkLog(options.clock, hub.announce);
  return {
    hub,
    jobs: createJobs(parts, work),
    activity: createActivityParts(parts),
    runner,
    serving,
    transfer,
    python,
    series,
    tables: createTableWindows(),
    requestStop,
    systemInfo: async () => {
      const artifactBytes = await sizer.bytes();
      const warnings = state.dailyBackup?.warnings() ?? [];
      const { listening, lastClient } = state;
      return describeEngine({ ...parts, listening, lastClient, artifactBytes, warnings });
    },
    browserUrl: () => state.listening?.browserUrl() ?? failNotListening(paths.root),
    noteClient: (name) => {
      // Every call counts, but only news are told: a script that logs all day is none.
      const isNews = state.lastClient?.name !== name;
      state.lastClient = { name, at: options.clock.now() };
      if (isNews) hub.announce([{ type: 'workspace.changed' }]);
    },
    noteDamage: () => {
      noteDamage(parts);
    },
    listBackups: () => listBackups(paths),
    makeBackup: async () => {
      if (workspace.readOnly) throw refuseWrite(workspace);
      return work.track('backup', basename(paths.root), () =>
        inTurn(() => makeBackup(connection, paths, 'manual', options.clock.now())),
      );
    },
    exportWorkspace: (file, overwrite) =>
      work.track('export', file, () =>
        inTurn(() => exportWorkspace(workspace, { file, overwrite, clock: options.clock })),
      ),
  };
}

function failNotListening(path: string): never {
  throw new StileError(
    'ENGINE_UNREACHABLE',
    `The engine of ${path} listens on no address. Start it with \`stile serve\`.`,
    {
      path,
      address: null,
      cause: 'it does not listen',
    },
  );
}
