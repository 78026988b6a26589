import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { failureOf } from '#core/testing/factories.ts';
import { openTestConnection } from '#core/testing/with-database.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { createMlflowHttp } from './rest/mlflow-http.ts';
import { remarksOf, runImport } from './testing/jobs.ts';
import { unpackStore } from './testing/stores.ts';

async function withServer<T>(listener: RequestListener, fn: (address: string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await fn(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(1_000_000, '[');
}

describe('a source that is none', () => {
  it('is told by what it is', () =>
    withEngine(async ({ engine, client, folder }) => {
      const at = (name: string): string => join(folder, name);
      writeFileSync(at('text.db'), 'no database, but long enough to be looked at twice');
      writeFileSync(at('empty.db'), '');
      const other = openTestConnection(at('other.db'));
      other.exec('CREATE TABLE cats (name TEXT)');
      other.close();
      mkdirSync(at('empty'));
      mkdirSync(at('photos'));
      writeFileSync(join(at('photos'), 'a.jpg'), '');
      unpackStore('local-2.9', at('store'));
      const words = async (source: string): Promise<unknown[]> => {
        const { code, message } = await failureOf(client.transfer.startImport({ source }));
        return [code, message];
      };
      const cases: [string, string, string][] = [
        [at('nothing.db'), 'DATA_INVALID', 'nothing is there'],
        [at('text.db'), 'DATA_INVALID', 'not a database'],
        [at('empty.db'), 'DATA_INVALID', 'no tables at all'],
        [at('other.db'), 'DATA_INVALID', 'the tables cats'],
        [at('empty'), 'DATA_INVALID', 'the folder is empty'],
        [at('photos'), 'DATA_INVALID', 'no experiments'],
        [at('store'), 'DATA_INVALID', join(at('store'), 'mlflow.db')],
        [engine.ctx.paths.database, 'DATA_INVALID', 'database of this workspace'],
        ['mlflow.db', 'INVALID_ARGUMENT', 'no absolute path'],
        ['', 'INVALID_ARGUMENT', 'no absolute path'],
        ['postgresql://me:secret@host/db', 'INVALID_ARGUMENT', 'no absolute path'],
        ['s3://bucket/mlruns', 'INVALID_ARGUMENT', 'no absolute path'],
      ];
      for (const [source, code, part] of cases) {
        expect(await words(source), source).toEqual([code, expect.stringContaining(part)]);
      }
      expect((await client.transfer.jobs({})).jobs).toEqual([]);
      expect(await failureOf(client.transfer.job({ jobId: 7 }))).toMatchObject({ code: 'NOT_FOUND' });
      expect(
        await failureOf(client.transfer.startImport({ source: at('store'), artifacts: at('nothing') })),
      ).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }));

  it('over http is told by what it answers', () =>
    withEngine(async ({ client }) => {
      const ask = (listener: RequestListener): Promise<{ code: unknown; message: string }> =>
        withServer(listener, (address) => failureOf(client.transfer.startImport({ source: address })));
      const html = await ask((_request, response) => response.end('<html>hello</html>'));
      expect(html).toMatchObject({ code: 'DATA_INVALID' });
      expect(html.message).toContain('no JSON');
      const missing = await ask((_request, response) => response.writeHead(404).end('nothing'));
      expect(missing.message).toContain('404');
      const closed = await ask((_request, response) => response.writeHead(401).end('{}'));
      expect(closed).toMatchObject({ code: 'UNAUTHORIZED' });
      expect(closed.message).toContain('MLFLOW_TRACKING_TOKEN');
      const gone = await withServer(
        () => undefined,
        (address) => Promise.resolve(address),
      );
      const refused = await failureOf(client.transfer.startImport({ source: gone }));
      expect(refused).toMatchObject({ code: 'DATA_INVALID' });
      expect(refused.message).toContain('ECONNREFUSED');
    }));
});

describe('requests to a server', () => {
  const { signal } = new AbortController();

  it('are sent again after what passes, and only once where twice would harm', async () => {
    let calls = 0;
    const listener: RequestListener = (_request, response) => {
      calls++;
      if (calls < 4) response.writeHead(calls === 1 ? 429 : 503, { 'retry-after': '0' }).end();
      else response.end('{"a":1}');
    };
    await withServer(listener, async (address) => {
      const http = createMlflowHttp(address, undefined, signal, 1);
      expect(await http.get('/x')).toEqual({ a: 1 });
      expect(calls).toBe(4);
    });
    calls = 0;
    const broken: RequestListener = (_request, response) => {
      calls++;
      response.writeHead(500).end('{"error_code":"INTERNAL_ERROR","message":"boom"}');
    };
    await withServer(broken, async (address) => {
      const http = createMlflowHttp(address, undefined, signal, 1);
      expect((await failureOf(http.post('/x', {}, { once: true }))).message).toContain('boom');
      expect(calls).toBe(1);
    });
  });

  it('carry credentials, which no message shows', async () => {
    const seen: (string | undefined)[] = [];
    const listener: RequestListener = ({ headers }, response) => {
      seen.push(headers.authorization);
      response.writeHead(404).end();
    };
    await withServer(listener, async (address) => {
      const named = address.replace('//', '//me:secret@');
      const failures = [
        await failureOf(createMlflowHttp(named, undefined, signal).get('/x')),
        await failureOf(createMlflowHttp(address, { token: 'hidden' }, signal).get('/x')),
      ];
      expect(seen).toEqual([`Basic ${Buffer.from('me:secret').toString('base64')}`, 'Bearer hidden']);
      expect(JSON.stringify(failures)).not.toMatch(/secret|hidden/);
    });
  });

  it('take no answer that has no end, nor one that is too long to be read with every digit', async () => {
    let isOpen = true;
    const listener: RequestListener = ({ url }, response) => {
      response.once('close', () => (isOpen = false));
      const wide = '{"a":[1732620000000000001';
      if (url === '/wide') response.end(`${wide}]}`);
      else if (url === '/long') response.end(`${wide}${',1'.repeat(8_000_000)}]}`);
      else Readable.from(endless()).pipe(response);
    };
    await withServer(listener, async (address) => {
      const http = createMlflowHttp(address, undefined, signal, 1);
      expect(await http.get('/wide')).toEqual({ a: ['1732620000000000001'] });
      expect((await failureOf(http.get('/long'))).message).toContain('16000027 characters');
      isOpen = true;
      const failure = await failureOf(http.get('/endless'));
      expect(failure).toMatchObject({ code: 'DATA_INVALID' });
      expect(failure.message).toContain('/endless has more than 128000000 bytes');
      await expect.poll(() => isOpen).toBe(false);
    });
  });

  it('follow no redirect to another server', async () => {
    let reached = 0;
    await withServer(
      (_request, response) => {
        reached++;
        response.end('{}');
      },
      (other) =>
        withServer(
          ({ url }, response) => {
            const own = url === '/own';
            response.writeHead(302, { location: own ? '/there' : `${other}/latest/meta-data` });
            if (url === '/there') response.writeHead(200);
            response.end();
          },
          async (address) => {
            const http = createMlflowHttp(address, undefined, signal, 1);
            expect((await failureOf(http.get('/x'))).message).toContain(`it leads to ${other}`);
            expect((await failureOf(http.post('/x', {}))).message).toContain('it leads to');
            expect(reached).toBe(0);
          },
        ),
    );
  });
});

describe('a store that means harm', () => {
  it('gets no files from elsewhere on the disk', () =>
    withEngine(async ({ client, folder }) => {
      const secret = join(folder, 'secret');
      mkdirSync(secret);
      writeFileSync(join(secret, 'key.txt'), 'secret');
      const root = join(folder, 'mlruns');
      const ids = ['a', 'b', 'c'].map((letter) => letter.repeat(32));
      const uris = [secret, `file://${secret}`, `mlflow-artifacts:/../../secret/${ids[2] ?? ''}/artifacts`];
      mkdirSync(join(root, '1'), { recursive: true });
      writeFileSync(join(root, '1', 'meta.yaml'), "experiment_id: '1'\nname: harm\n");
      ids.forEach((id, index) => {
        mkdirSync(join(root, '1', id));
        const meta = `run_id: ${id}\nstatus: 3\nstart_time: 1\nartifact_uri: "${uris[index] ?? ''}"\n`;
        writeFileSync(join(root, '1', id, 'meta.yaml'), meta);
      });
      symlinkSync(secret, join(root, '1', ids[0] ?? '', 'artifacts'));
      mkdirSync(join(root, '1', ids[1] ?? '', 'artifacts'));
      symlinkSync(join(secret, 'key.txt'), join(root, '1', ids[1] ?? '', 'artifacts', 'link.txt'));
      const job = await runImport(client, { source: root });
      expect(job).toMatchObject({ state: 'done', report: { fresh: { runs: 3, files: 0 } } });
    }));

  it('names files that Windows cannot hold: they are left and told', () =>
    withEngine(async ({ client, folder }) => {
      const source = unpackStore('files-2.9', join(folder, 'store'));
      const id = 'd'.repeat(32);
      const run = join(source, '0', id);
      mkdirSync(join(run, 'artifacts'), { recursive: true });
      writeFileSync(join(run, 'meta.yaml'), `run_id: ${id}\nstatus: 3\nstart_time: 1\n`);
      writeFileSync(join(run, 'artifacts', 'a:b.txt'), 'x');
      writeFileSync(join(run, 'artifacts', 'fine.txt'), 'y');
      const job = await runImport(client, { source, experiments: ['Default'] });
      expect(remarksOf(job)).toEqual([`file ${id} a:b.txt name_not_allowed`]);
      expect(job.report?.fresh.files).toBe(1);
    }));
});

describe('a database of long ago', () => {
  it('without an index by run is read all the same', () =>
    withEngine(async ({ client, folder }) => {
      const source = unpackStore('local-1.30', join(folder, 'store'));
      const db = openTestConnection(source);
      db.pragma('foreign_keys = OFF');
      for (const table of ['metrics', 'params', 'tags', 'latest_metrics'])
        db.exec(`DROP INDEX index_${table}_run_uuid`);
      db.exec('DROP TABLE registered_models');
      db.close();
      const job = await runImport(client, { source });
      expect(job).toMatchObject({ state: 'done', report: { fresh: { runs: 7, points: 11, models: 0 } } });
    }));
});
