import { closeSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRun } from '#core/testing/factories.ts';
import { createFakeClock } from '#core/testing/fake-clock.ts';
import { testActor, testEngineOptions, withFolder } from '#core/testing/with-engine.ts';
import { openEngine, type Engine } from '#core/engine.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { findGoodBackup, listBackups } from './backups.ts';
import { backupIfDue } from './daily-backup.ts';
import { openConnection } from './database.ts';

const dayMs = 24 * 60 * 60 * 1000;

describe('backups of a damaged database', () => {
  it('are not kept, and push no good ones out', () =>
    withFolder(async (folder) => {
      const engine = await openEngine(testEngineOptions(folder));
      const { ctx } = engine;
      await logManyPoints(engine);
      const clock = createFakeClock();
      const good = await engine.createClient(testActor).workspace.backup({});
      await engine.stop();
      overwritePoints(ctx.paths.database);
      const options = { file: ctx.paths.database, readOnly: false, logger: silentLogger, clock };
      const connection = openConnection(options);
      const noted: number[] = [];
      try {
        for (let day = 0; day < 8; day++) {
          clock.advance(dayMs);
          const hub = { announce: () => undefined };
          const failure = await backupIfDue({
            connection,
            paths: ctx.paths,
            clock,
            logger: silentLogger,
            hub,
            noteDamage: () => noted.push(day),
          });
          expect(failure).toMatch(/damaged .*stile-.*-manual\.db/);
        }
      } finally {
        connection.close();
      }
      expect(noted).toHaveLength(8);
      expect(listBackups(ctx.paths).map(({ file }) => file)).toEqual([good.file]);
    }));

  it('an empty file is no good backup', () =>
    withFolder(async (folder) => {
      const engine = await openEngine(testEngineOptions(folder));
      const good = await engine.createClient(testActor).workspace.backup({});
      writeFileSync(join(engine.ctx.paths.backups, 'stile-2099-01-01T00-00-00-manual.db'), '');
      expect(findGoodBackup(engine.ctx.paths)).toMatchObject({ file: good.file });
      await engine.stop();
    }));
});

async function logManyPoints(engine: Engine): Promise<void> {
  const client = engine.createClient(testActor);
  const { runId } = await createTestRun(client);
  const points = Array.from({ length: 1000 }, (_, step) => ({ key: 'loss', value: Math.sqrt(step), step }));
  for (let at = 0; at < 20; at++) {
    await client.runs.logBatch({ runId, metrics: points.map((p) => ({ ...p, key: `loss ${at}` })) });
  }
}

/** The pages of the schema come before those of what was logged: without them nothing would open. */
function overwritePoints(file: string): void {
  const pageBytes = 4096;
  const middle = Math.floor((statSync(file).size / pageBytes) * 0.75) * pageBytes;
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(20 * pageBytes, 0x55), 0, 20 * pageBytes, middle);
  closeSync(handle);
}
