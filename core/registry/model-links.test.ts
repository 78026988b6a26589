import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';

interface ModelTest extends TestEngine {
  runId: string;
  /** The folder of the model, which is there and empty. */
  model: string;
  /** A file of this machine, outside of the workspace. */
  secret: string;
}

/** As a program of this machine may leave the files of a run: clients of MLflow's API make no links. */
function withModelFolder(fn: (test: ModelTest) => Promise<void>): Promise<void> {
  return withEngine(async (test) => {
    const { runId } = await test.client.runs.create({ experimentId: '0' });
    await test.client.registry.create({ name: 'm' });
    const model = join(test.engine.ctx.paths.artifacts, '0', runId, 'artifacts', 'model');
    mkdirSync(model, { recursive: true });
    const secret = join(test.folder, 'secret');
    writeFileSync(secret, 'flavors: { the_secret: {} }\npython: the_secret\nthe-secret==1\n');
    await fn({ ...test, runId, model, secret });
  });
}

function register({ client, runId }: ModelTest): Promise<{ flavors: string[]; environment: object[] }> {
  return client.registry.createVersion({ name: 'm', source: `runs:/${runId}/model` });
}

const plainModel = 'flavors: { python_function: {} }';

describe('links in the folder of a model', () => {
  it('lead to no MLmodel outside of the artifacts', () =>
    withModelFolder(async (test) => {
      symlinkSync(test.secret, join(test.model, 'MLmodel'));
      expect(await failureOf(register(test))).toMatchObject({
        code: 'PATH_NOT_ALLOWED',
        message: expect.stringContaining('its MLmodel is a link out of its folder'),
      });
    }));

  it('lead to no other file that is read', () =>
    withModelFolder(async (test) => {
      writeFileSync(join(test.model, 'MLmodel'), plainModel);
      for (const name of ['requirements.txt', 'python_env.yaml'])
        symlinkSync(test.secret, join(test.model, name));
      expect(await register(test)).toMatchObject({ flavors: ['python_function'], environment: [] });
    }));

  it('that lead nowhere, or to themselves, are files that are missing', () =>
    withModelFolder(async (test) => {
      symlinkSync('requirements.txt', join(test.model, 'requirements.txt'));
      symlinkSync('nothing', join(test.model, 'python_env.yaml'));
      symlinkSync('MLmodel', join(test.model, 'MLmodel'));
      expect(await failureOf(register(test))).toMatchObject({ code: 'MODEL_DAMAGED' });
    }));
});

describe('what would never come to an end', () => {
  it.skipIf(process.platform === 'win32').each([
    ['a pipe', (path: string) => void execFileSync('mkfifo', [path])],
    ['a device', (path: string) => symlinkSync('/dev/zero', path)],
  ])('is no file of a model: %s', (_, make) =>
    withModelFolder(async (test) => {
      const other = join(test.model, '..', 'other');
      mkdirSync(other);
      writeFileSync(join(other, 'MLmodel'), plainModel);
      for (const path of [
        join(test.model, 'MLmodel'),
        join(other, 'requirements.txt'),
        join(other, 'python_env.yaml'),
      ])
        make(path);
      expect(await failureOf(register(test))).toMatchObject({ code: 'MODEL_DAMAGED' });
      const source = `runs:/${test.runId}/other`;
      const version = await test.client.registry.createVersion({ name: 'm', source });
      expect(version).toMatchObject({ flavors: ['python_function'], environment: [] });
    }),
  );
});
