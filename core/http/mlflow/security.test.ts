import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, createMlflowCaller, textAt, type MlflowCaller } from '#core/testing/mlflow-client.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';
import { createRunFolder, filesPath } from './artifacts/testing.ts';
import { listMlflowAddresses } from './index.ts';

/*
 * One test for each class of vulnerability that was published of MLflow's server, each of which it must not be possible
 * to repeat here. What lies elsewhere:
 * - artifact paths that lead out, in every encoding (CVE-2023-6015, CVE-2023-6018, CVE-2023-6831, CVE-2024-1560), links,
 *   archives that are never unpacked: artifacts/hostile.test.ts
 * - downloads are saved and never shown as pages: artifacts/download.test.ts
 * - spans that unpack to gigabytes: routes/traces.test.ts
 * - uploads that stall: artifacts/uploads.test.ts
 * - any odd request to any address: fuzz.test.ts
 * - every address in every spelling, without a token or from elsewhere: address-guards.test.ts
 */

const json = { 'content-type': 'application/json' };

interface Api extends TestHost {
  mlflow: MlflowCaller;
}

function withApi(fn: (api: Api) => Promise<void>, env: Record<string, string> = {}): Promise<void> {
  return withHttpHost((test) => fn({ ...test, mlflow: createMlflowCaller(test) }), { env });
}

/** An address of the table with something in the place of each part that varies. */
function fill(address: string): string {
  return address.replace(/:\w+/g, 'x').replace('*', 'x');
}

const addresses = listMlflowAddresses().map(({ method, address }) => ({ method, path: fill(address) }));

/** What changes whenever anything is changed. */
function countChanges({ engine }: TestHost): unknown {
  return engine.ctx.db.get('SELECT count(*) AS n FROM activity');
}

function filesOutside({ folder }: TestHost): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !/^workspace[\\/]artifacts[\\/]/.test(path),
  );
}

/** Everything that is to be had of the files that a model version or run claims to have. */
async function readAllWays({ send }: TestHost, name: string, runId: string): Promise<string> {
  const paths = ['passwd', 'etc/passwd', 'secret.txt', '', 'MLmodel', '.'];
  const targets = paths.flatMap((path) => [
    `/model-versions/get-artifact?name=${name}&version=1&path=${path}`,
    `/get-artifact?run_id=${runId}&path=${path}`,
    `/api/2.0/mlflow/artifacts/list?run_id=${runId}&path=${path}`,
  ]);
  const answers = await Promise.all(targets.map((target) => send(target)));
  return answers.map(({ body }) => body).join('\n');
}

/** What only files outside of the workspace's artifacts say: of the test's folder, and of /etc. */
const foreign = /the secret|root:x?:0:0|stile\.db|passwd"|"secret\.txt"/;

describe('the source of a model version', () => {
  it.each([
    ['CVE-2023-1177', '/etc'],
    ['CVE-2023-1177', 'file:///etc'],
    ['CVE-2023-2356', 'mlflow-artifacts:/../../../../etc'],
    ['CVE-2023-2356', 's3://bucket/../../../etc'],
    ['CVE-2023-2780', 'file:///\\..\\..\\..\\etc'],
    ['CVE-2023-2780', 'mlflow-artifacts:/\\..\\..\\etc'],
    ['CVE-2023-6977', '//proc/self/root/etc'],
    ['CVE-2023-6977', 'file://localhost/etc'],
    ['CVE-2024-1483', 'http:///#/../../../../etc/'],
    ['CVE-2024-1483', 'mlflow-artifacts:/0/x#/../../../../etc'],
    ['CVE-2024-1483', 'http://host/?/../../../../etc/'],
    ['CVE-2024-1558', 'http://host/%2e%2e/%252e%252e/etc'],
    ['CVE-2024-1593', 'mlflow-artifacts:/0/x;/../../../../etc'],
    ['CVE-2024-3573', 'FILE:/etc'],
    ['CVE-2024-3573', 'file:etc'],
    ['CVE-2024-3573', './../../etc'],
    ['CVE-2025-11201', 'mlflow-artifacts:/0/../../../../tmp'],
    ['a Windows path', 'C:\\Windows'],
    ['a share', '\\\\host\\share'],
    ['a link of a run', 'runs:/../../etc'],
    ['more layers of encoding than anyone means', `s3://b/${'%'.padEnd(60_000, '25')}2e`],
  ])('cannot be a way to files of this machine: %s (%s)', (_, source) =>
    withApi(async (api) => {
      writeFileSync(join(api.folder, 'secret.txt'), 'the secret');
      await api.mlflow.post('/registered-models/create', { name: 'm' });
      const run_id = await api.mlflow.createRun();
      const start = performance.now();
      const { status } = await api.mlflow.post('/model-versions/create', { name: 'm', source, run_id });
      expect(status).toBe(400);
      expect(performance.now() - start).toBeLessThan(2000);
      expect(await readAllWays(api, 'm', run_id)).not.toMatch(foreign);
    }),
  );

  it('is no way either when it says that it is a prompt, which has no files (CVE-2026-2614)', () =>
    withApi(async (api) => {
      writeFileSync(join(api.folder, 'secret.txt'), 'the secret');
      const run_id = await api.mlflow.createRun();
      const tags = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }];
      await api.mlflow.post('/registered-models/create', { name: 'm', tags });
      const post = (source: string) => api.mlflow.post('/model-versions/create', { name: 'm', source, tags });
      for (const source of [
        api.folder,
        `file://${api.folder}`,
        '.',
        '..',
        'secret.txt',
        '%2Fetc',
        'C:/Windows',
        'dummy-source/..',
      ])
        expect([source, (await post(source)).status]).toEqual([source, 400]);
      expect((await post('dummy-source')).status).toBe(200);
      expect(await readAllWays(api, 'm', run_id)).not.toMatch(foreign);
    }));

  it('is never asked for anything, wherever it is, and neither is any other address (SSRF)', () =>
    withCanary(async (address, calls) => {
      await withApi(async (api) => {
        const { mlflow } = api;
        const { body } = await mlflow.post('/experiments/create', {
          name: 'far',
          artifact_location: `${address}/a`,
        });
        const run_id = await mlflow.createRun({ experiment_id: textAt(body, 'experiment_id') });
        await mlflow.post('/registered-models/create', { name: 'm' });
        for (const source of [
          `${address}/model`,
          address.replace('http', 'https'),
          address.replace('http', 'ftp'),
        ])
          expect((await mlflow.post('/model-versions/create', { name: 'm', source, run_id })).status).toBe(
            200,
          );
        // CVE-2024-0520: whoever loads this lets its server choose the name of the file.
        const dataset = {
          name: 'd',
          digest: '1',
          source_type: 'http',
          source: JSON.stringify({ url: `${address}/d` }),
        };
        expect((await mlflow.post('/runs/log-inputs', { run_id, datasets: [{ dataset }] })).status).toBe(200);
        await mlflow.get('/model-versions/get-download-uri', { name: 'm', version: '1' });
        await readAllWays(api, 'm', run_id);
        await api.client.lineage.trace({ uri: 'models:/m/1' });
        // CVE-2025-52967
        const proxied = { gateway_path: address, json_data: '{}' };
        for (const path of ['/gateway-proxy', '/gateway/routes'])
          expect((await mlflow.post(path, proxied)).status).toBe(404);
      });
      expect(calls()).toBe(0);
    }));
});

async function withCanary(fn: (address: string, calls: () => number) => Promise<void>): Promise<void> {
  let calls = 0;
  const server = createServer((socket) => {
    calls++;
    socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  try {
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await fn(`http://127.0.0.1:${port}`, () => calls);
  } finally {
    server.close();
  }
}

describe('the place for artifacts of an experiment', () => {
  it.each([
    ['CVE-2024-1483', 'http:///#/../../../../etc/'],
    ['CVE-2024-1593', 'mlflow-artifacts:/x;/../../../etc'],
    ['CVE-2024-1594', 'mlflow-artifacts:/#/../../../etc'],
    ['CVE-2024-2928', 'file:///x#/../../../etc'],
    ['CVE-2024-3848', 'http://host/x#../../../../etc/'],
    ['its query', 'http://host/?/../../../../etc'],
    ['its query, encoded', 'http://host/?a=%252e%252e/etc'],
    ['a path', '/etc'],
    ['a file', 'file:///etc'],
    ['dots', 'mlflow-artifacts:/../../../etc'],
    ['encoded dots', 'mlflow-artifacts:/%2e%2e/%2e%2e/etc'],
    ['a relative path', '../../..'],
  ])('opens nothing outside of the workspace: %s (%s)', (_, artifact_location) =>
    withApi(async (api) => {
      writeFileSync(join(api.folder, 'secret.txt'), 'the secret');
      const { status, body } = await api.mlflow.post('/experiments/create', { name: 'a', artifact_location });
      expect([200, 400]).toContain(status);
      if (status === 400) return;
      const { body: created } = await api.mlflow.post('/runs/create', {
        experiment_id: at(body, 'experiment_id'),
      });
      const run_id = textAt(created, 'run', 'info', 'run_id');
      expect(await readAllWays(api, 'm', run_id)).not.toMatch(foreign);
      await api.mlflow.post('/registered-models/create', { name: 'm' });
      await api.mlflow.post('/model-versions/create', {
        name: 'm',
        source: `runs:/${run_id}/passwd`,
        run_id,
      });
      expect(await readAllWays(api, 'm', run_id)).not.toMatch(foreign);
      const upload = `/ajax-api/2.0/mlflow/upload-artifact?run_id=${run_id}&path=evil.txt`;
      await api.send(upload, { method: 'POST', body: 'evil' });
      expect(filesOutside(api).join()).not.toContain('evil');
      expect(existsSync('/etc/evil.txt')).toBe(false);
    }),
  );
});

describe('names', () => {
  it('of datasets, models and runs are no paths', () =>
    withApi(async (api) => {
      const { mlflow } = api;
      const before = readdirSync(api.folder);
      const run_id = await mlflow.createRun({ run_name: '../../evil' });
      for (const name of [
        '../../evil',
        '/tmp/evil',
        'a/../../../evil',
        '..\\evil',
        'C:\\evil',
        '%2e%2e%2fevil',
      ]) {
        const dataset = { name, digest: name, source_type: 'local', source: JSON.stringify({ uri: name }) };
        await mlflow.post('/runs/log-inputs', { run_id, datasets: [{ dataset }] });
        const answer = await mlflow.post('/logged-models', {
          experiment_id: '0',
          name,
          source_run_id: run_id,
        });
        // The files of a logged model lie under the id that the server made for it.
        if (answer.status === 200) {
          const id = textAt(answer.body, 'model', 'info', 'model_id');
          expect(at(answer.body, 'model', 'info', 'artifact_uri')).toBe(
            `mlflow-artifacts:/0/models/${id}/artifacts`,
          );
        }
        await mlflow.post('/registered-models/create', { name });
        await mlflow.post('/experiments/create', { name });
      }
      expect(readdirSync(api.folder)).toEqual(before);
      const everything = readdirSync(api.folder, { recursive: true, encoding: 'utf8' });
      expect(everything.filter((path) => path.includes('evil'))).toEqual([]);
    }));
});

describe('pages of other origins (CSRF, CVE-2023-43472, CVE-2025-1473)', () => {
  it('are refused by every address that could change anything', () =>
    withApi(async (api) => {
      const changing = addresses.filter(({ method }) => !['GET', 'HEAD'].includes(method));
      expect(changing.length).toBeGreaterThan(100);
      const before = countChanges(api);
      for (const { method, path } of changing) {
        const origins: Record<string, string>[] = [
          { origin: 'http://evil.example' },
          { origin: 'null' },
          { 'sec-fetch-site': 'same-site' },
        ];
        for (const origin of origins) {
          const headers = { ...json, ...origin };
          const { status } = await api.send(path, { method, body: '{}', headers });
          expect([method, path, origin, status]).toEqual([method, path, origin, 403]);
        }
      }
      expect(countChanges(api)).toEqual(before);
    }));

  it('change nothing with what a form or a picture can send without being asked', () =>
    withApi(async (api) => {
      const before = countChanges(api);
      const forms = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
      for (const { method, path } of addresses) {
        const query = `${path}?name=evil&experiment_id=0&new_name=evil&key=a&value=b`;
        if (method !== 'GET') await api.send(query);
        if (method !== 'POST' || path.includes('/mpu/')) continue;
        for (const type of forms) {
          const body = '{"name":"evil","experiment_id":"0"}';
          const { status } = await api.send(path, { method, body, headers: { 'content-type': type } });
          expect([path, type, status]).toEqual([path, type, 400]);
        }
      }
      expect(countChanges(api)).toEqual(before);
    }));
});

describe('names that were made to point here (DNS rebinding, CVE-2025-14279)', () => {
  it('are refused by every address, for reading too', () =>
    withApi(async ({ send }) => {
      for (const { method, path } of addresses) {
        for (const host of ['evil.example', 'localhost.evil.example:5000', '127.0.0.1.evil.example']) {
          const { status } = await send(path, { method, headers: { ...json, host } });
          expect([method, path, host, status]).toEqual([method, path, host, 403]);
        }
      }
    }));
});

describe('what is inside of a model (CVE-2024-37052 to CVE-2024-37060)', () => {
  it('is stored and never executed', () =>
    withApi(async (api) => {
      const { folder } = await createRunFolder(api.client);
      const [, run_id = ''] = folder.split('/');
      const marker = join(mkdtempSync(join(tmpdir(), 'stile-marker-')), 'executed');
      const yaml = [
        'flavors:',
        `  python_function: !!python/object/apply:os.system ["touch '${marker}'"]`,
        `  sklearn: { pickled_model: model.pkl, code: !!js/function 'function () {}' }`,
        `metadata: { run: !!python/name:os.system '' }`,
      ].join('\n');
      // What pickle.loads would take for a call of os.system.
      const pickle = `cos\nsystem\n(S"touch '${marker}'"\ntR.`;
      const put = (name: string, body: string) =>
        api.send(`${filesPath}/${folder}/model/${name}`, { method: 'PUT', body });
      await put('MLmodel', yaml);
      await put('model.pkl', pickle);
      await put('python_env.yaml', `python: !!python/object/apply:os.system ["touch '${marker}'"]`);
      await put(
        'requirements.txt',
        `-e git+file:///x#egg=x\n--index-url http://127.0.0.1:1\n$(touch '${marker}')`,
      );
      await api.mlflow.post('/registered-models/create', { name: 'm' });
      const source = `runs:/${run_id}/model`;
      const answer = await api.mlflow.post('/model-versions/create', { name: 'm', source, run_id });
      expect(answer.status).toBeLessThan(500);
      await api.mlflow.post('/runs/log-model', { run_id, model_json: JSON.stringify({ flavors: yaml }) });
      await api.client.registry.list({});
      expect((await api.send(`${filesPath}/${folder}/model/model.pkl`)).body).toBe(pickle);
      expect(existsSync(marker)).toBe(false);
    }));

  const laughs = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'.split('').map((name, n) => {
      const before = 'abcdefghi'[n] ?? 'a';
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(',')}]`;
    }),
    'flavors: *i',
  ].join('\n');

  it.each([
    ['a billion laughs', laughs],
    ['nesting without end', `flavors: ${'['.repeat(20_000)}`],
    ['nesting in blocks', `flavors: ${'- '.repeat(20_000)}x`],
    [
      'a signature of endless lists',
      `flavors: {}\nsignature: { inputs: '${'['.repeat(50_000)}${']'.repeat(50_000)}' }`,
    ],
    ['more bytes than any', `flavors: {}\nx: ${'y'.repeat(5_000_000)}`],
    ['no text', '\0\xff\xfe\x01'],
  ])('is read within a second or two when it is %s', (_, yaml) =>
    withApi(async (api) => {
      const { folder } = await createRunFolder(api.client);
      const [, run_id = ''] = folder.split('/');
      await api.send(`${filesPath}/${folder}/model/MLmodel`, { method: 'PUT', body: yaml });
      await api.mlflow.post('/registered-models/create', { name: 'm' });
      const start = performance.now();
      const source = `runs:/${run_id}/model`;
      const answer = await api.mlflow.post('/model-versions/create', { name: 'm', source, run_id });
      expect(answer).toMatchObject({ status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE' } });
      expect(performance.now() - start).toBeLessThan(5000);
    }),
  );

  it('may have folders where files are expected', () =>
    withApi(async (api) => {
      const { folder } = await createRunFolder(api.client);
      const [, run_id = ''] = folder.split('/');
      for (const [path, body] of [
        ['MLmodel', 'flavors: { python_function: {} }'],
        ['requirements.txt/x', ''],
        ['python_env.yaml/x', ''],
      ] as const)
        await api.send(`${filesPath}/${folder}/model/${path}`, { method: 'PUT', body });
      await api.mlflow.post('/registered-models/create', { name: 'm' });
      const source = `runs:/${run_id}/model`;
      const answer = await api.mlflow.post('/model-versions/create', { name: 'm', source, run_id });
      expect(answer.status).toBe(200);
    }));
});
