import { createTableWindows } from '#core/datasets/index.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { EngineServices } from '#core/rpc/rpc-context.ts';
import { createFolderSizer } from '#core/kernel/folder-size.ts';
import { createEditorService } from './desktop/editors/editor-service.ts';
import { createAppService } from './engine-app.ts';
import { createActivityParts } from './engine-activity.ts';
import { describeEngine } from './engine-info.ts';
import { trustedHome } from './engine-options.ts';
import type { EngineState } from './engine-state.ts';
import { createJobs } from './engine-jobs.ts';
import { createWorkLog } from './engine-work.ts';
import { noteDamage, type EngineParts } from './engine-parts.ts';
import type { WorkspaceHooks } from './engine-backups.ts';
import { createWorkspaceService } from './engine-workspaces.ts';

/** What the router needs of the engine itself. */
export function createServices(
  parts: EngineParts,
  state: EngineState,
  hooks: WorkspaceHooks & { stop(): void },
): EngineServices {
  const { options, workspace, hub, runner, serving, transfer, python, series } = parts;
  const { paths } = workspace;
  const sizer = createFolderSizer(paths.artifacts);
  const work = createWorkLog(options.clock, hub.announce);
  const workspaces = createWorkspaceService(parts, state, work, hooks);
  const systemInfo: EngineServices['systemInfo'] = async () => {
    const artifactBytes = await sizer.bytes();
    const warnings = state.dailyBackup?.warnings() ?? [];
    const { listening, lastClient } = state;
    return describeEngine({ ...parts, listening, lastClient, artifactBytes, warnings });
  };
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
    requestStop: hooks.stop,
    systemInfo,
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
    workspaces,
    editor: createEditorService({ ...options, home: trustedHome(options) }, paths),
    app: createAppService(parts, { systemInfo, workspaces, stop: hooks.stop }),
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
