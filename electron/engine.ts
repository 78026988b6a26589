import type { MessagePortMain } from 'electron';
import { EngineSupervisor } from '#core/desktop/engine-supervisor.ts';
import { readStart } from './arrivals.ts';
import type { Engine, ShellContext } from './shell-types.ts';

/** After ready: starts the engine in a process of its own, so that no long query can freeze a window. */
export function startEngine(ctx: ShellContext): Engine {
  const { electron, paths, machine, log } = ctx;
  const engine = new EngineSupervisor<MessagePortMain>({
    fork: () =>
      electron.utilityProcess.fork(paths.engine, [], {
        serviceName: 'stile-engine',
        stdio: ['ignore', 'inherit', 'pipe'],
        env: machine.env,
      }),
    start: {
      workspace: readStart(ctx, machine).workspace,
      resources: paths.resources,
      version: electron.app.getVersion(),
    },
    machine,
    log,
  });
  engine.start();
  return engine;
}
