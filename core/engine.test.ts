import { mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { readTree } from '#core/testing/tree.ts';
import { testActor, testEngineOptions, withEngine, withFolder } from '#core/testing/with-engine.ts';
import { openEngine } from './engine.ts';

describe('an engine', () => {
  it('says what it is and where', () =>
    withEngine(
      async ({ client, engine, clock, folder }) => {
        const info = await client.system.info({});
        expect(info).toMatchObject({
          ...{ version: '1.2.3', pid: process.pid, startedAt: clock.now(), platform: 'linux' },
          ...{
            trackingUri: null,
            wantedPort: null,
            capabilities: { nativeDialogs: true, revealInFolder: false, goesOn: false },
          },
        });
        const root = join(folder, 'workspace');
        expect(info.workspace).toMatchObject({
          name: 'workspace',
          path: root,
          project: null,
          readOnly: false,
          warnings: [],
        });
        expect(info.workspace.databaseBytes).toBeGreaterThan(0);
        expect(info.workspace.freeBytes).toBeGreaterThan(0);
        engine.setListening({
          address: 'http://127.0.0.1:5001',
          wantedPort: 5000,
          access: 'open',
          browserUrl: () => 'url',
        });
        expect(await client.system.info({})).toMatchObject({
          trackingUri: 'http://127.0.0.1:5001',
          wantedPort: 5000,
        });
        expect(await client.system.browserToken({})).toEqual({ url: 'url' });
        engine.setListening(null);
        expect(await failureOf(client.system.browserToken({}))).toMatchObject({ code: 'ENGINE_UNREACHABLE' });
      },
      { version: '1.2.3', capabilities: { nativeDialogs: true, revealInFolder: false, goesOn: false } },
    ));

  it('stops when its host does, after a caller has asked', () =>
    withEngine(async ({ client, engine }) => {
      expect(await client.system.stop({})).toEqual({});
      await engine.stopRequested;
      await createTestRun(client);
    }));

  it('that cannot be put together lets go of the workspace', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, 'engine.json'));
      expect((await failureOf(openEngine(testEngineOptions(folder)))).message).toMatch(/engine\.json/);
      rmdirSync(join(folder, 'engine.json'));
      const engine = await openEngine(testEngineOptions(folder));
      await createTestRun(engine.createClient(testActor));
      await engine.stop();
      expect(readdirSync(folder)).not.toContain('engine.json');
    }));

  it('removes at its start the files whose delete was committed before a crash', () =>
    withFolder(async (folder) => {
      const first = await openEngine(testEngineOptions(folder));
      const client = first.createClient(testActor);
      const { runId } = await createTestRun(client);
      await client.artifacts.write({
        runId,
        path: 'a/b',
        offset: 0,
        chunk: new File(['x'], 'x'),
        last: true,
      });
      await first.ctx.write((tx) => {
        tx.db.run('INSERT INTO file_deletions (path) VALUES (?)', `artifacts/0/${runId}`);
        tx.unchanged();
      });
      await first.stop();
      const second = await openEngine(testEngineOptions(folder));
      expect(Object.keys(readTree(join(folder, 'artifacts')))).toEqual(['0/']);
      expect(second.ctx.db.all('SELECT * FROM file_deletions')).toEqual([]);
      await second.stop();
    }));

  it('answers the same question the same, whoever asks, and writes down who', () =>
    withEngine(async ({ engine }) => {
      const screen = engine.createClient({ kind: 'screen', name: 'window' });
      const command = engine.createClient({ kind: 'command', name: 'stile' });
      const { experimentId } = await screen.experiments.create({ name: 'x' });
      await command.experiments.update({ experimentId, name: 'y' });
      const { entries } = await screen.activity.list({});
      expect(entries).toEqual((await command.activity.list({})).entries);
      expect(entries.map(({ actor }) => actor.name)).toEqual(['stile', 'window']);
    }));
});
