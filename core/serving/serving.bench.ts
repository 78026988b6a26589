import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import autocannon from 'autocannon';
import { openEngine } from '#core/engine.ts';
import { trainText, type TextModel } from '#core/models/index.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { startHost } from '#core/testing/programs.ts';
import { createRandom, type Random } from '#core/testing/random.ts';
import { createTextVersion } from '#core/testing/text-models.ts';
import { testActor, testEngineOptions } from '#core/testing/with-engine.ts';

const connections = 32;
const seconds = 8;
const warmUpSeconds = 2;
/** What was promised, in predictions a second and ms. */
const promised = { perSecond: 10_000, p99Ms: 25 };

/**
 * The headless host answers in a process of its own, all of it logged to its workspace; autocannon asks from here.
 * Beside it a bare node:http server that parses and answers the same bodies without a model and without a log.
 */
export const bench: Bench = {
  name: 'serving',
  run: async ({ folder, seed, say }) => {
    const workspace = join(folder, 'w');
    const random = createRandom(seed);
    const texts = Array.from({ length: 400 }, () => writeText(random));
    await prepare(workspace, texts);
    say('a bare server');
    const bare = await measureBare(texts);
    const host = await startHost(['--workspace', workspace, '--port', '0']);
    const address = `${host.scoring ?? ''}/invocations`;
    say('one row a request');
    const single = await load(address, texts, 1);
    say('32 rows a request');
    const rows = await load(address, texts, 32);
    await host.end('SIGTERM');
    const logged = await countLogged(workspace);
    return report(bare, single, rows, logged);
  },
};

function report(bare: Load, single: Load, rows: Load, logged: Logged): BenchRow[] {
  const answered = single.answered + rows.answered;
  return [
    {
      case: `one row a request, ${connections} connections, all logged`,
      value: single.perSecond,
      unit: 'predictions/s',
      reference: bare.perSecond,
      budget: `at least ${promised.perSecond}`,
      ok: single.perSecond >= promised.perSecond,
    },
    {
      case: '... 99 % of them within',
      value: single.p99Ms,
      unit: 'ms',
      reference: bare.p99Ms,
      budget: `< ${promised.p99Ms} ms`,
      ok: single.p99Ms < promised.p99Ms,
    },
    { case: '32 rows a request, all logged', value: rows.perSecond * 32, unit: 'predictions/s' },
    { case: '... 99 % of them within', value: rows.p99Ms, unit: 'ms' },
    {
      case: 'refused or failed',
      value: single.failed + rows.failed,
      unit: 'requests',
      budget: 'none',
      ok: single.failed + rows.failed === 0,
    },
    {
      case: 'logged of those answered',
      value: logged.requests,
      unit: 'requests',
      reference: answered,
      budget: 'every one',
      ok: logged.requests >= answered && logged.requests === logged.distinct,
    },
  ];
}

async function prepare(workspace: string, texts: readonly string[]): Promise<void> {
  const engine = await openEngine(testEngineOptions(workspace));
  const client = engine.createClient(testActor);
  await createTextVersion(client, 'reviews', train(texts));
  await client.registry.promote({ name: 'reviews', version: 1, reason: 'bench' });
  await engine.stop();
}

function train(texts: readonly string[]): TextModel {
  const labels = texts.map((text) => (text.length % 2 === 0 ? 'positive' : 'negative'));
  return trainText(texts, labels, { ngramRange: [1, 2], maxFeatures: 1500 });
}

/** Reviews of 8 to 20 words out of 800. */
function writeText(random: Random): string {
  const words = 8 + random.int(13);
  return Array.from({ length: words }, () => `word${random.int(800)}`).join(' ');
}

interface Load {
  /** requests a second */
  perSecond: number;
  p99Ms: number;
  answered: number;
  failed: number;
}

async function load(url: string, texts: readonly string[], rowsPerRequest: number): Promise<Load> {
  const requests = Array.from({ length: 100 }, (_, n) => ({
    method: 'POST' as const,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      inputs: Array.from(
        { length: rowsPerRequest },
        (__, i) => texts[(n * rowsPerRequest + i) % texts.length],
      ),
    }),
  }));
  const warmUp = await autocannon({ url, connections, duration: warmUpSeconds, requests });
  const result = await autocannon({ url, connections, duration: seconds, requests });
  return {
    perSecond: result['2xx'] / result.duration,
    p99Ms: result.latency.p99,
    answered: warmUp['2xx'] + result['2xx'],
    failed: warmUp.non2xx + result.non2xx + result.errors + warmUp.errors,
  };
}

const bareServer = `
  const { createServer } = require('node:http');
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { inputs } = JSON.parse(Buffer.concat(chunks).toString());
      const body = JSON.stringify({ predictions: inputs.map(() => 'positive') });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;

async function measureBare(texts: readonly string[]): Promise<Load> {
  const child = spawn(process.execPath, ['-e', bareServer], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [port] = (await once(createInterface(child.stdout), 'line')) as [string];
    return await load(`http://127.0.0.1:${port}/`, texts, 1);
  } finally {
    child.kill();
  }
}

interface Logged {
  requests: number;
  distinct: number;
}

async function countLogged(workspace: string): Promise<Logged> {
  const engine = await openEngine(testEngineOptions(workspace));
  const counted = engine.ctx.db.get<Logged>(
    'SELECT count(*) AS requests, count(DISTINCT request_id) AS "distinct" FROM scoring_requests WHERE status = 200',
  );
  await engine.stop();
  return counted ?? { requests: 0, distinct: 0 };
}
