import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEngine, type Engine } from '#core/engine.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { whyNoMounts, withDisk } from '#core/testing/mount.ts';
import { testActor, testEngineOptions, withFolder } from '#core/testing/with-engine.ts';
import { importWorkspace } from './import.ts';

const reason = whyNoMounts();
const title = reason === null ? '' : ` (NOT RUN: ${reason})`;

async function logWithFile(engine: Engine): Promise<string> {
  const client = engine.createClient(testActor);
  const { runId } = await createTestRun(client);
  const chunk = new File(['weights'], 'x');
  await client.artifacts.write({ runId, path: 'model/w.bin', offset: 0, chunk, last: true });
  return runId;
}

async function readFileOf(engine: Engine, runId: string): Promise<string> {
  const client = engine.createClient(testActor);
  return (await client.artifacts.read({ runId, path: 'model/w.bin' })).chunk.text();
}

describe.skipIf(reason !== null)(`a folder on another drive${title}`, () => {
  it('takes a workspace, its export from the first drive, and an import', () =>
    withFolder((folder) =>
      withDisk(32_000_000, async (drive) => {
        const first = await openEngine(testEngineOptions(join(folder, 'här')));
        const runId = await logWithFile(first);
        const file = join(drive.folder, 'över.stile');
        await first.createClient(testActor).workspace.export({ file });
        await first.stop();
        await importWorkspace(file, join(drive.folder, 'där'));
        const other = await openEngine(testEngineOptions(join(drive.folder, 'där')));
        expect(await readFileOf(other, runId)).toBe('weights');
        expect(await readFileOf(other, await logWithFile(other))).toBe('weights');
        await other.stop();
      }),
    ));

  it('takes a workspace that is moved there', () =>
    withFolder((folder) =>
      withDisk(32_000_000, async (drive) => {
        const [from, to] = [join(folder, 'w'), join(drive.folder, 'w')];
        const before = await openEngine(testEngineOptions(from));
        const runId = await logWithFile(before);
        await before.stop();
        await cp(from, to, { recursive: true });
        rmSync(from, { recursive: true });
        const after = await openEngine(testEngineOptions(to));
        expect(await readFileOf(after, runId)).toBe('weights');
        await after.stop();
      }),
    ));

  it('may hold the files while the database stays: uploads gather on the drive where they will lie', () =>
    withFolder((folder) =>
      withDisk(32_000_000, async (drive) => {
        mkdirSync(join(drive.folder, 'artifacts'));
        mkdirSync(join(folder, 'w'));
        symlinkSync(join(drive.folder, 'artifacts'), join(folder, 'w', 'artifacts'));
        const engine = await openEngine(testEngineOptions(join(folder, 'w')));
        expect(await readFileOf(engine, await logWithFile(engine))).toBe('weights');
        await engine.stop();
      }),
    ));
});
