import type { HttpHost, HttpHostOptions } from './http/index.ts';

/** Everything that becomes `dist/engine.cjs`: hosts and the command load the engine through this file only. */
export {
  openEngine,
  type CameFrom,
  type Engine,
  type EngineOptions,
  type Listening,
  type NextEngine,
} from './engine.ts';
export { describeApp, updateKeysFile } from './desktop/app-info.ts';
export { listDataPlaces, type DataQuestion } from './desktop/data-places.ts';
export { choosePlaces, removePlaces, waitForEnd, type RemovedPlace } from './desktop/remove-data.ts';
export { writeDiagnostics } from './desktop/diagnostics.ts';
export { checkUpdate, readUpdateKeys } from './desktop/update-check.ts';
export { findLastOpened, noteOpened } from './desktop/recent-workspaces.ts';
export { systemClock } from './kernel/clock.ts';
export { randomIds } from './kernel/ids.ts';
export { createFileLogger } from './kernel/logger.ts';
export { servePort, type ServedPort } from './rpc/serve-port.ts';
export { restoreBackup } from './store/restore.ts';
export { importWorkspace } from './store/import.ts';
export { isLocked, lockWorkspace, type WorkspaceLock } from './store/workspace-lock.ts';
export type { HttpHost, HttpHostOptions, SessionMemory } from './http/index.ts';

/** Loads the web server with the first use only: a command that opens an engine of its own serves nobody. */
export async function openHttpHost(options: HttpHostOptions): Promise<HttpHost> {
  const http = await import('./http/index.ts');
  return http.openHttpHost(options);
}
