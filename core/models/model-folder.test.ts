import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { withFolder } from '#core/testing/with-engine.ts';
import { readModelInfo } from './mlmodel.ts';
import { loadTextModelFolder, saveTextModelFolder } from './model-folder.ts';
import type { ModelFolderContent } from './model-files.ts';
import { buildReference } from './reference-data.ts';
import { createReviews } from './testing.ts';
import { runTrainJob } from './text-classifier.ts';
import { compileTextModel } from './text-predictor.ts';

let content: ModelFolderContent;

beforeAll(() => {
  const reviews = createReviews(90, 5, ['bra', 'dålig', '__proto__']);
  const options = { ngramRange: [1, 2] as [number, number], stopWords: ['word1'], sublinearTf: true };
  const { model, crossValidation } = runTrainJob({ ...reviews, options, folds: 3 });
  content = {
    model,
    reference: buildReference(model.classes, crossValidation?.predictions ?? []),
    inputExample: [...reviews.texts.slice(0, 2), 'ÖL é\u0301 \u{1f600} "quoted"\n'],
    createdAt: Date.UTC(2026, 10, 20, 22, 41, 7, 512),
    modelUuid: '0123456789'.repeat(3) + '01',
    runId: 'cd'.repeat(16),
    metadata: { dataset: 'datasets:/reviews/3' },
  };
});

test('what is saved is what is loaded', async () => {
  await withSaved(async (folder) => {
    const loaded = await loadTextModelFolder(folder);
    expect(loaded.model).toEqual(content.model);
    expect(loaded.reference).toEqual(content.reference);
    expect(loaded.inputExample).toEqual(content.inputExample);
    expect(loaded.info).toEqual({
      flavors: ['python_function', 'stile_text'],
      signature: loaded.signature,
      runId: content.runId,
      modelUuid: content.modelUuid,
      createdAt: '2026-11-20 22:41:07.512000',
      artifactPath: 'model',
      mlflowVersion: null,
      metadata: content.metadata,
    });
    expect(loaded.signature?.inputs).toEqual([{ type: 'string', required: true }]);
    const info = await readModelInfo(folder);
    expect(info).toEqual(loaded.info);
  });
});

test('the files are those of MLflow, and nothing else is left beside the folder', async () => {
  await withSaved(async (folder, parent) => {
    expect(readdirSync(parent)).toEqual(['model']);
    expect(readdirSync(folder).sort()).toEqual([
      'MLmodel',
      'code',
      'conda.yaml',
      'input_example.json',
      'model.json',
      'python_env.yaml',
      'reference.json',
      'requirements.txt',
      'serving_input_example.json',
    ]);
    const yaml = parse(readFileSync(join(folder, 'MLmodel'), 'utf8'), { version: '1.1' });
    // To Python's reader an id of digits must not be a number, nor a time a date.
    expect(yaml).toMatchObject({
      model_uuid: content.modelUuid,
      utc_time_created: '2026-11-20 22:41:07.512000',
      flavors: { python_function: { loader_module: 'stile_text_loader', code: 'code' } },
      signature: {
        inputs: '[{"type":"string","required":true}]',
        outputs: '[{"type":"tensor","tensor-spec":{"dtype":"object","shape":[-1]}}]',
        params: '[{"name":"probabilities","type":"boolean","default":false,"shape":null}]',
      },
    });
    expect(existsSync(join(folder, 'code', 'stile_text_loader.py'))).toBe(true);
  });
});

test('a model without reference data', async () => {
  await withSaved(
    async (folder) => {
      expect(existsSync(join(folder, 'reference.json'))).toBe(false);
      expect(await loadTextModelFolder(folder)).toMatchObject({ reference: null, model: content.model });
    },
    { reference: null },
  );
});

test('a folder that is there is not written over, and a failed save leaves nothing', async () => {
  await withSaved(async (folder, parent) => {
    await expect(saveTextModelFolder(folder, content)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    const broken = { ...content, model: { ...content.model, idf: [Number.NaN] } };
    await expect(saveTextModelFolder(join(parent, 'other'), broken)).rejects.toThrow();
    expect(readdirSync(parent)).toEqual(['model']);
  });
});

describe('a damaged folder names the file', () => {
  test.each(['MLmodel', 'model.json', 'reference.json', 'input_example.json'])(
    '%s is missing',
    async (file) => {
      await withSaved(async (folder) => {
        rmSync(join(folder, file));
        await expectDamaged(folder, file, 'it is missing');
      });
    },
  );

  test.each(['model.json', 'reference.json'])('%s was changed', async (file) => {
    await withSaved(async (folder) => {
      appendFileSync(join(folder, file), ' ');
      await expectDamaged(folder, file, 'changed or cut off');
    });
  });

  test.each([
    ['model.json', 'no JSON', '{', 'it is no JSON of a text model'],
    ['model.json', 'another format', '{"format":"stile.text-lr/9"}', '"format" is not as it must be'],
    ['reference.json', 'another shape', '{"format":"stile.reference/1"}', 'it is no reference data'],
  ])('%s with a right digest, but %s', async (file, _, text, problem) => {
    await withSaved(async (folder) => {
      writeFileSync(join(folder, file), text);
      redigest(folder);
      await expectDamaged(folder, file, problem);
    });
  });

  test('a model whose parts do not fit together', async () => {
    const { model } = content;
    const short = { ...model, idf: model.idf.slice(1) };
    await withSaved((folder) => expectDamaged(folder, 'model.json', 'values of idf'), { model: short });
    const fewer = { ...model, classes: [...model.classes, 'more'] };
    await withSaved((folder) => expectDamaged(folder, 'model.json', '4 classes, but 3 rows'), {
      model: fewer,
    });
  });

  test.each([
    ['flavors: [', 'it is no YAML'],
    ['flavors: 3', '"flavors" is not as MLflow writes it'],
    ['a: &a [1]\nb: &b [*a, *a]\n', '"flavors" is not as MLflow writes it'],
    ['flavors: { stile_text: }', 'the flavor stile_text is incomplete'],
    ['flavors: { stile_text: {} }\nsignature: { inputs: "[" }', '"signature.inputs" is no JSON'],
  ])('MLmodel is %j', async (text, problem) => {
    await withSaved(async (folder) => {
      writeFileSync(join(folder, 'MLmodel'), text);
      await expectDamaged(folder, 'MLmodel', problem);
    });
  });

  test('a folder that is not there', async () => {
    await withFolder((parent) => expectDamaged(join(parent, 'none'), 'MLmodel', 'it is missing'));
  });
});

test('a model of another kind says what it is, and its MLmodel can be read', async () => {
  await withFolder(async (folder) => {
    mkdirSync(join(folder, 'm'));
    const mlmodel =
      'flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n  sklearn: {}\nmlflow_version: 3.1.0\n';
    writeFileSync(join(folder, 'm', 'MLmodel'), mlmodel);
    await expect(loadTextModelFolder(join(folder, 'm'))).rejects.toMatchObject({
      code: 'MODEL_NOT_RUNNABLE',
      data: { flavors: ['python_function', 'sklearn'] },
    });
    const info = await readModelInfo(join(folder, 'm'));
    expect(info).toMatchObject({
      flavors: ['python_function', 'sklearn'],
      signature: null,
      mlflowVersion: '3.1.0',
    });
  });
});

test('Python reads the folder and says the same, by itself and through MLflow', async () => {
  await withSaved(async (folder) => {
    const predictions = compileTextModel(content.model).predict(content.inputExample);
    // Where there is no Python, or none with mlflow, that part has nothing to show.
    const answers = askPython(folder);
    for (const [i, own] of predictions.entries()) {
      for (const [k, value] of answers?.probabilities[i]?.entries() ?? []) {
        expect(value).toBeCloseTo(own.probabilities[k] ?? Number.NaN, 12);
      }
    }
    const labels = predictions.map((own) => own.label);
    expect([answers?.labels ?? labels, answers?.mlflow ?? labels]).toEqual([labels, labels]);
  });
});

/** The answers of a Python to the folder's input example. */
interface PythonAnswers {
  labels: string[];
  probabilities: number[][];
  mlflow: string[] | null;
}

function askPython(folder: string): PythonAnswers | null {
  const python = process.env['STILE_BENCH_PYTHON'] ?? 'python3';
  const script = `
import importlib.util, json, os, sys
sys.dont_write_bytecode = True
folder = sys.argv[1]
sys.path.insert(0, os.path.join(folder, "code"))
import stile_text_loader
model = stile_text_loader.load_model(folder)
with open(os.path.join(folder, "input_example.json"), encoding="utf-8") as file:
    rows = json.load(file)
texts = [row[0] for row in rows["data"]]
by_mlflow = None
if importlib.util.find_spec("mlflow") and importlib.util.find_spec("pandas"):
    import mlflow.pyfunc, pandas
    by_mlflow = list(mlflow.pyfunc.load_model(folder).predict(pandas.DataFrame(rows["data"], columns=rows["columns"])))
print(json.dumps({"labels": model.predict(texts), "probabilities": model.predict_proba(texts), "mlflow": by_mlflow}))
`;
  const { status, stdout, stderr, error } = spawnSync(python, ['-c', script, folder], { encoding: 'utf8' });
  if (error) return null;
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as PythonAnswers;
}

async function withSaved(
  use: (folder: string, parent: string) => Promise<void>,
  overrides: Partial<ModelFolderContent> = {},
): Promise<void> {
  await withFolder(async (parent) => {
    const folder = join(parent, 'model');
    await saveTextModelFolder(folder, { ...content, ...overrides });
    await use(folder, parent);
  });
}

async function expectDamaged(folder: string, file: string, problem: string): Promise<void> {
  const error: unknown = await loadTextModelFolder(folder).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'MODEL_DAMAGED', data: { model: folder, file } });
  expect(error).toHaveProperty('message', expect.stringContaining(problem));
  expect(error).toHaveProperty('message', expect.stringContaining('Restore the folder'));
}

/** Puts the digests of the files as they are into MLmodel. */
function redigest(folder: string): void {
  const file = join(folder, 'MLmodel');
  const digests = ['model.json', 'reference.json'].map((name): [string, string] => [
    name,
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex'),
  ]);
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    digests.reduce(
      (all, [name, digest]) => all.replace(new RegExp(`${name}: \\w{64}`), `${name}: ${digest}`),
      text,
    ),
  );
}
