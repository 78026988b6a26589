import { describe, expect, it } from 'vitest';
import type { ServingStatus } from '#contract/serving.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { createPython } from '#core/python/index.ts';
import { createModelRun, createTestVersion } from '#core/testing/test-models.ts';
import { testEngineOptions, withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { send, type Answer, type SendOptions } from '#core/testing/with-scoring.ts';
import { createServing, type ServingService } from '../serving-service.ts';
import type { PythonLimits } from './python-scorer.ts';

/** A model with a loader of its own, which any Python can run without a package. */
const loader = `
import os, time

class Model:
    def predict(self, data):
        print("this is not an answer")
        texts = list(data["text"])
        first = texts[0]
        if first == "raise":
            raise ValueError("this text is not liked")
        if first == "die":
            os._exit(7)
        if first == "sleep":
            time.sleep(60)
        if first == "nap":
            time.sleep(0.3)
        if first == "pid":
            return [os.getpid()] * len(texts)
        if first == "noise":
            for fd in range(3, 20):
                try:
                    os.write(fd, b"this is no message")
                except OSError:
                    pass
            time.sleep(60)
        if first == "lose":
            return ["one"]
        if first == "odd":
            return [float("nan"), {"a": (1, 2)}, b"bytes", None][: len(texts)]
        return ["VERSION " + text.upper() for text in texts]

def _load_pyfunc(path):
    return Model()
`;

function files(overrides: { loader?: string; version?: string; more?: Record<string, string> } = {}) {
  return {
    MLmodel: [
      'flavors: { python_function: { loader_module: own_loader, code: code } }',
      'signature:',
      `  inputs: '[{"type": "string", "name": "text", "required": true}]'`,
    ].join('\n'),
    'requirements.txt': '# any Python will do\n',
    'code/own_loader.py': (overrides.loader ?? loader).replaceAll('VERSION', overrides.version ?? 'v1'),
    ...overrides.more,
  };
}

interface Test extends TestEngine {
  serving: ServingService;
  ask(body: SendOptions['body'], path?: string): Promise<Answer>;
  register(content?: Record<string, string>): Promise<number>;
  promote(version: number): Promise<void>;
  until(isWanted: (status: ServingStatus) => boolean): Promise<ServingStatus>;
}

function withPythonServing(
  fn: (test: Test) => Promise<void>,
  limits: Partial<PythonLimits> = {},
): Promise<void> {
  return withEngine(async (test) => {
    const { engine, client, folder } = test;
    const { platform, resources, clock } = testEngineOptions('');
    const env = { PATH: process.env['PATH'] };
    const base = { home: folder, project: null, machine: 'linux-x64', onChange: () => undefined };
    const python = createPython({ ...base, platform, env, resources, clock, logger: silentLogger });
    const serving = createServing({
      contextFor: () => engine.ctx,
      listen: engine.hub.listen,
      python: { python, env, platform, resources, limits },
    });
    await serving.start(0);
    try {
      const status = (): ServingStatus => serving.status(engine.ctx);
      const until: Test['until'] = async (isWanted) => {
        const found = Promise.withResolvers<ServingStatus>();
        const look = (): void => {
          if (isWanted(status())) found.resolve(status());
        };
        const stop = engine.hub.listen(look);
        look();
        return found.promise.finally(stop);
      };
      await fn({
        ...test,
        serving,
        until,
        ask: (body, path = '/invocations') => send(status().address ?? '', path, { body }),
        register: async (content = files()) => {
          const source = `runs:/${await createModelRun(client, content)}/model`;
          return (await createTestVersion(client, 'own', { source })).version;
        },
        promote: async (version) => {
          await client.registry.promote({ name: 'own', version, reason: 'test' });
          await until(({ model }) => model?.version === version);
        },
      });
    } finally {
      await serving.stop();
    }
  });
}

const byName = (version: number): string => `/models/own/versions/${version}/invocations`;
const said = ({ status, body }: Answer): string => `${status} ${body}`;

describe('a model in Python', () => {
  it('answers three rows with three predictions, in every format', () =>
    withPythonServing(async ({ ask, register, promote, serving, engine }) => {
      await promote(await register());
      const three = '200 {"predictions":["v1 A","v1 B","v1 C"]}';
      const rows = ['a', 'b', 'c'];
      const bodies = [
        { inputs: rows },
        { instances: rows },
        { instances: rows.map((row) => [row]) },
        { instances: rows.map((text) => ({ text })) },
        { inputs: { text: rows } },
        { dataframe_records: rows.map((text) => ({ text, other: 1 })) },
        { dataframe_split: { columns: ['id', 'text'], data: rows.map((row) => [1, row]) } },
      ];
      for (const body of bodies) expect(said(await ask(body))).toBe(three);
      const csv = await send(serving.status(engine.ctx).address ?? '', '/invocations', {
        body: 'text\na\nb\nc\n',
        headers: { 'content-type': 'text/csv' },
      });
      expect(said(csv)).toBe(three);
      const tensor = { name: 'text', shape: [3], datatype: 'BYTES', data: rows };
      const inferred = await ask({ id: 'mine', inputs: [tensor] }, '/v2/models/own/infer');
      expect(JSON.parse(inferred.body)).toEqual({
        model_name: 'own',
        model_version: '1',
        id: 'mine',
        outputs: [{ name: 'predictions', datatype: 'BYTES', shape: [3], data: ['v1 A', 'v1 B', 'v1 C'] }],
      });
      const described = await send(serving.status(engine.ctx).address ?? '', '/v2/models/own');
      expect(JSON.parse(described.body)).toMatchObject({
        platform: 'mlflow',
        inputs: [{ name: 'text', datatype: 'BYTES', shape: [-1] }],
      });
    }));

  it('writes JSON for whatever the model gives', () =>
    withPythonServing(async ({ ask, register, promote }) => {
      await promote(await register());
      expect(said(await ask({ inputs: ['odd', '', '', ''] }))).toBe(
        '200 {"predictions":[null,{"a":[1,2]},"Ynl0ZXM=",null]}',
      );
    }));

  const refused: [string, object | string, string][] = [
    [
      'another column',
      { dataframe_records: [{ txet: 'a' }] },
      '400 .*INVALID_PARAMETER_VALUE.*wants the columns .*text.*has .*txet',
    ],
    [
      'a number for a text',
      { inputs: ['a', 2] },
      '400 .*INVALID_PARAMETER_VALUE.*Row 2 of .*text.* is 2, a number',
    ],
    ['no rows', { inputs: [] }, '400 .*INVALID_PARAMETER_VALUE.*no rows'],
    ['two formats', { inputs: ['a'], instances: ['a'] }, '400 .*BAD_REQUEST.*instances.*inputs'],
    ['no format', { rows: [1] }, '400 .*BAD_REQUEST.*exactly one of'],
    ['no JSON', 'nonsense', '400 .*BAD_REQUEST.*not JSON'],
    [
      'ragged rows',
      { dataframe_split: { columns: ['text'], data: [['a'], ['b', 'c']] } },
      '400 .*BAD_REQUEST.*Row 2 .* 2 values for 1 columns',
    ],
    [
      'a model that raises',
      { inputs: ['raise'] },
      '400 .*BAD_REQUEST.*ValueError: this text is not liked.*stack_trace',
    ],
    [
      'one prediction for three rows',
      { inputs: ['lose', 'b', 'c'] },
      '500 .*INTERNAL_ERROR.*1 prediction for 3 rows',
    ],
  ];
  it('says what is wrong with a request, and goes on', () =>
    withPythonServing(async ({ ask, register, promote, client }) => {
      await promote(await register());
      for (const [name, body, pattern] of refused) {
        expect(`${name}: ${said(await ask(body))}`).toMatch(new RegExp(`^${name}: ${pattern}`));
      }
      expect(said(await ask({ inputs: ['still here'] }))).toBe('200 {"predictions":["v1 STILL HERE"]}');
      const predicted = client.serving.predict({ model: 'own', rows: [{ txet: 'a' }] });
      await expect(predicted).rejects.toMatchObject({ code: 'PYTHON_NOT_FOUND' });
    }));

  it('is asked by screens and commands too, and logged', () =>
    withPythonServing(async ({ register, serving, engine }) => {
      await register();
      const answer = await serving
        .predict(engine.ctx, { model: 'own', texts: ['a'], rows: [{ text: 'b' }] })
        .catch((error: unknown) => error);
      expect(answer).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(
        await serving.predict(engine.ctx, { model: 'own', texts: [], rows: [{ text: 'a' }, { text: 'b' }] }),
      ).toMatchObject({
        model: { name: 'own', version: 1 },
        predictions: [
          { label: 'v1 A', confidence: null, probabilities: [], oovShare: null },
          { label: 'v1 B', confidence: null, probabilities: [], oovShare: null },
        ],
      });
      const failed = serving.predict(engine.ctx, { model: 'own', texts: ['raise'], rows: [] });
      await expect(failed).rejects.toMatchObject({ code: 'MODEL_FAILED', data: { model: 'models:/own/1' } });
      expect(serving.log(engine.ctx, {}).entries).toMatchObject([
        {
          modelName: 'own',
          rows: 2,
          inputs: ['a', 'b'],
          predictions: [{ label: 'v1 A', confidence: null }, { label: 'v1 B' }],
        },
      ]);
    }));
});

describe('its process', () => {
  const pid = async (test: Test): Promise<number> => {
    const { body } = await test.ask({ inputs: ['pid'] });
    return (JSON.parse(body) as { predictions: [number] }).predictions[0];
  };

  it('is started again when it dies, by itself or by force, and answers those who wait', () =>
    withPythonServing(async (test) => {
      const { ask, register, promote } = test;
      await promote(await register());
      const first = await pid(test);
      const [dead, waiting] = await Promise.all([ask({ inputs: ['die'] }), ask({ inputs: ['a'] })]);
      expect(said(dead)).toMatch(
        /^503 .*TEMPORARILY_UNAVAILABLE.*exit code 7, last words: this is not an answer/,
      );
      expect(said(waiting)).toBe('200 {"predictions":["v1 A"]}');
      const second = await pid(test);
      expect(second).not.toBe(first);
      process.kill(second, 'SIGKILL');
      await test.until(({ python }) => python[0]?.state !== 'ready');
      expect(await pid(test)).not.toBe(second);
    }));

  it('is ended when it writes between the messages, and another one answers', () =>
    withPythonServing(async ({ ask, register, promote }) => {
      await promote(await register());
      expect(said(await ask({ inputs: ['noise'] }))).toMatch(
        /^503 .*it wrote to the wire: .*this is no message/,
      );
      expect(said(await ask({ inputs: ['a'] }))).toBe('200 {"predictions":["v1 A"]}');
    }));

  it('is ended when it takes too long: 504, and the next request is answered', () =>
    withPythonServing(
      async ({ ask, register, promote }) => {
        await promote(await register());
        expect(said(await ask({ inputs: ['sleep'] }))).toMatch(
          /^504 .*DEADLINE_EXCEEDED.*within 1\.5 seconds/,
        );
        expect(said(await ask({ inputs: ['a'] }))).toBe('200 {"predictions":["v1 A"]}');
      },
      { requestMs: 1500 },
    ));

  it('has few requests wait: one more gets 429', () =>
    withPythonServing(
      async ({ ask, register, promote }) => {
        await promote(await register());
        const answers = await Promise.all(['nap', 'a', 'b', 'c', 'd'].map((text) => ask({ inputs: [text] })));
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
      },
      { waiting: 2 },
    ));

  it('is not told of before it is warm: until then the version before answers', () =>
    withPythonServing(async ({ ask, register, promote, client, until }) => {
      await promote(await register());
      const slow = `import time\ntime.sleep(0.5)\n${loader}`;
      const second = await register(files({ loader: slow, version: 'v2' }));
      await client.registry.promote({ name: 'own', version: second, reason: 'test' });
      const answers = new Set<string>();
      const swapped = until(({ model }) => model?.version === 2).then(() => true);
      let isOver = false;
      void swapped.then(() => (isOver = true));
      while (!isOver) answers.add(said(await ask({ inputs: ['a'] })));
      answers.add(said(await ask({ inputs: ['a'] })));
      expect([...answers]).toEqual(['200 {"predictions":["v1 A"]}', '200 {"predictions":["v2 A"]}']);
    }));

  it('ends with the service', () =>
    withPythonServing(async (test) => {
      await test.promote(await test.register());
      const number = await pid(test);
      await test.serving.stop();
      expect(() => process.kill(number, 0)).toThrow('ESRCH');
    }));
});

describe('a model that cannot be loaded', () => {
  it('says why over HTTP and in the status, and a mended version is served', () =>
    withPythonServing(async ({ ask, register, promote, client, until }) => {
      const broken = await register(files({ loader: 'import no_such_package\n' }));
      expect(said(await ask({ inputs: ['a'] }, byName(broken)))).toMatch(
        /^503 .*models:\/own\/1 cannot be loaded in Python: ModuleNotFoundError.*no_such_package.*log it again with pip_requirements/,
      );
      await client.registry.promote({ name: 'own', version: broken, reason: 'test' });
      const status = await until(({ state }) => state === 'failed');
      expect(status.problem).toContain('no_such_package');
      expect(status.python).toMatchObject([{ name: 'own', version: 1, state: 'failed' }]);
      await promote(await register());
      expect(said(await ask({ inputs: ['a'] }))).toBe('200 {"predictions":["v1 A"]}');
    }));

  it('tells what differs when its own example fails', () =>
    withPythonServing(async ({ register, promote, serving, engine }) => {
      const example = { 'serving_input_example.json': '{"inputs": ["raise"]}' };
      await promote(await register(files({ more: example })));
      expect(serving.status(engine.ctx).python[0]?.remarks).toMatchObject([
        {
          code: 'example_fails',
          facts: { problem: expect.stringContaining('not liked') as string },
          text: expect.stringMatching(/^its own input example fails: .*not liked/) as string,
        },
      ]);
    }));
});
