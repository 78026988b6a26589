import { StileError } from '#core/kernel/errors.ts';
import { createTurns } from '#core/kernel/one-at-a-time.ts';
import type { EngineServices } from '#core/rpc/rpc-context.ts';
import { listBackups, makeBackup } from '#core/store/backups.ts';
import type { DailyBackup } from '#core/store/daily-backup.ts';
import { exportWorkspace } from '#core/store/export.ts';
import { createFolderSizer } from '#core/store/folder-size.ts';
import { describeEngine } from './engine-info.ts';
import type { Listening } from './engine-options.ts';
import { noteDamage, refuseWrite, type EngineParts } from './engine-parts.ts';

/** What changes while an engine lives. */
export interface EngineState {
  listening: Listening | null;
  dailyBackup: DailyBackup | null;
}

/** What the router needs of the engine itself. */
export function createServices(
  parts: EngineParts,
  state: EngineState,
  requestStop: () => void,
): EngineServices {
  const { options, workspace, hub, runner, serving } = parts;
  const { paths, connection } = workspace;
  // Two copies at once would write into each other's unfinished file.
  const inTurn = createTurns();
  const sizer = createFolderSizer(paths.artifacts);
  return {
    hub,
    runner,
    serving,
    requestStop,
    systemInfo: async () => {
      const artifactBytes = await sizer.bytes();
      const warnings = state.dailyBackup?.warnings() ?? [];
      return describeEngine({ ...parts, listening: state.listening, artifactBytes, warnings });
    },
    browserUrl: () => state.listening?.browserUrl() ?? failNotListening(paths.root),
    noteDamage: () => {
      noteDamage(parts);
    },
    listBackups: () => listBackups(paths),
    makeBackup: async () => {
      if (workspace.readOnly) throw refuseWrite(workspace);
      return inTurn(() => makeBackup(connection, paths, 'manual', options.clock.now()));
    },
    exportWorkspace: (file, overwrite) =>
      inTurn(() => exportWorkspace(workspace, { file, overwrite, clock: options.clock })),
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
