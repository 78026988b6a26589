import { systemClock } from '#core/kernel/clock.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { openConnection } from '#core/store/database.ts';
import { dumpSchema, migrate } from '#core/store/migrate.ts';
import { migrations } from '#core/store/migrations/index.ts';

/** The SQL of a new workspace's database after all migrations. */
export function describeSchema(): string {
  const options = { file: ':memory:', readOnly: false, logger: silentLogger, clock: systemClock };
  const connection = openConnection(options);
  try {
    migrate(connection, migrations, systemClock);
    return dumpSchema(connection);
  } finally {
    connection.close();
  }
}
