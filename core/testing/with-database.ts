import { join } from 'node:path';
import { silentLogger } from '#core/kernel/logger.ts';
import { buildWorkspacePaths, type WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { openConnection, type Connection } from '#core/store/database.ts';
import { migrate } from '#core/store/migrate.ts';
import { migrations } from '#core/store/migrations/index.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { withFolder } from './with-engine.ts';

export interface TestDatabase {
  connection: Connection;
  clock: FakeClock;
  paths: WorkspacePaths;
  folder: string;
}

/** Runs `fn` with a migrated database in a folder of its own, without an engine around it. */
export function withDatabase<T>(fn: (test: TestDatabase) => Promise<T> | T): Promise<T> {
  return withFolder(async (folder) => {
    const clock = createFakeClock();
    const paths = buildWorkspacePaths(folder);
    const connection = openTestConnection(join(folder, 'stile.db'));
    migrate(connection, migrations, clock);
    try {
      return await fn({ connection, clock, paths, folder });
    } finally {
      connection.close();
    }
  });
}

export function openTestConnection(file: string, readOnly = false): Connection {
  return openConnection({ file, readOnly, logger: silentLogger, clock: createFakeClock() });
}
