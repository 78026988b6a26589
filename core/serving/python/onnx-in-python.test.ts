import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentLogger } from '#core/kernel/logger.ts';
import { createPython } from '#core/python/index.ts';
import { testEngineOptions, withFolder } from '#core/testing/with-engine.ts';
import type { ModelTarget } from '../servable-model.ts';
import { createPythonPool, type PythonPool } from './python-pool.ts';

/** What this test needs of MLflow: a model of ONNX that answers with the sums of its rows. */
const standIn: Record<string, string> = {
  'mlflow/__init__.py': '',
  'mlflow/version.py': 'VERSION = "3.17.2"\n',
  'mlflow/pyfunc.py': [
    'class Model:',
    '    def predict(self, data, params=None):',
    '        return [sum(row) for row in data.tolist()]',
    'def load_model(folder, suppress_warnings=False):',
    '    return Model()',
  ].join('\n'),
  'numpy.py': [
    'class Array(list):',
    '    def tolist(self):',
    '        return list(self)',
    'def asarray(value, dtype=None):',
    '    return Array(value)',
    'array = asarray',
  ].join('\n'),
  'mlflow-3.17.2.dist-info/METADATA': 'Metadata-Version: 2.1\nName: mlflow\nVersion: 3.17.2\n',
};

const pyfunc = '  python_function: { loader_module: mlflow.onnx, data: sub/model.onnx }';

/** A pool on a machine with or without a Python that has MLflow, and a model whose output is a list. */
function withSequence(
  { hasPython, flavors = [pyfunc] }: { hasPython: boolean; flavors?: string[] },
  fn: (pool: PythonPool, target: ModelTarget) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const project = join(folder, 'project');
    const model = join(folder, 'model');
    mkdirSync(join(model, 'sub'), { recursive: true });
    mkdirSync(project);
    if (hasPython) makePython(join(project, '.venv'));
    const fixture = join(import.meta.dirname, '../onnx/fixtures/sequence.onnx');
    copyFileSync(fixture, join(model, 'sub/model.onnx'));
    writeFileSync(
      join(model, 'MLmodel'),
      ['flavors:', '  onnx: { data: sub/model.onnx }', ...flavors].join('\n'),
    );
    writeFileSync(join(model, 'requirements.txt'), 'mlflow==3.17.2\n');
    const { platform, resources, clock } = testEngineOptions('');
    const given = { platform, env: { PATH: '' }, resources, logger: silentLogger, onChange: () => undefined };
    const python = createPython({ ...given, home: folder, project, machine: 'linux-x64', clock });
    const pool = createPythonPool({ ...given, python });
    try {
      await fn(pool, { uri: 'models:/lists/1', name: 'lists', version: 1, folder: model, edition: '' });
    } finally {
      await pool.stop();
      await python.stop();
    }
  });
}

function makePython(folder: string): void {
  execFileSync('python3', ['-m', 'venv', '--without-pip', folder]);
  const lib = join(folder, 'lib');
  const packages = join(lib, readdirSync(lib)[0] ?? '', 'site-packages');
  for (const [name, text] of Object.entries(standIn)) {
    mkdirSync(join(packages, name, '..'), { recursive: true });
    writeFileSync(join(packages, name), text);
  }
}

it('a model of ONNX that the runtime here cannot load runs in Python, and says why', () =>
  withSequence({ hasPython: true }, async (pool, target) => {
    const { loadedBy } = await pool.open(target);
    expect(loadedBy).toBe('mlflow 3.17.2');
    const [status] = pool.status();
    expect(status).toMatchObject({ runtime: 'python', state: 'ready' });
    expect(status?.remarks).toEqual([
      {
        code: 'onnx_cannot',
        facts: { problem: '"list" is a list or a map, and only tensors can be read' },
        text: 'ONNX Runtime cannot load it: "list" is a list or a map, and only tensors can be read.',
      },
    ]);
    const request = { kind: 'invocations', format: 'json', name: '', version: '', requestId: '' } as const;
    const { answer } = await pool.ask(target, request, Buffer.from('{"inputs": [[1, 2], [3, 4]]}'));
    expect(answer).toBe('{"predictions":[3,7]}');
  }));

it('where there is no Python either, both reasons are told', () =>
  withSequence({ hasPython: false }, async (pool, target) => {
    await expect(pool.open(target)).rejects.toMatchObject({
      code: 'MODEL_FAILED',
      message: expect.stringMatching(
        /ONNX Runtime cannot load it: .*list.*In Python it cannot run here either: /,
      ),
    });
    expect(pool.status()).toMatchObject([{ state: 'failed', runtime: 'python' }]);
  }));

it('a model that has no form for Python fails with what ONNX Runtime said', () =>
  withSequence({ hasPython: true, flavors: [] }, async (pool, target) => {
    await expect(pool.open(target)).rejects.toMatchObject({ code: 'MODEL_FAILED' });
    expect(pool.status()).toMatchObject([{ state: 'failed', runtime: 'onnx' }]);
  }));
