import { systemClock } from '#core/kernel/clock.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { openConnection } from '#core/store/database.ts';
import { startHost } from './programs.ts';
import { generateRuns, type GeneratedRuns } from './run-generator.ts';

/** Makes a workspace with the built host, stops it, and fills its database. Returns the ids of the experiments. */
export async function makeWorkspaceWithRuns(workspace: string, options: GeneratedRuns): Promise<string[]> {
  const host = await startHost(['--workspace', workspace, '--port', '0']);
  await host.end('SIGTERM');
  const { database } = buildWorkspacePaths(workspace);
  const db = openConnection({ file: database, readOnly: false, logger: silentLogger, clock: systemClock });
  try {
    return generateRuns(db, options).map(String);
  } finally {
    db.close();
  }
}
