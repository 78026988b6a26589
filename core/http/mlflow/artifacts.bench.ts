import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { Agent, request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { startTestProcess } from '#core/testing/processes.ts';
import { withHost } from '#core/testing/programs.ts';
import { connectRest } from '#core/testing/rest-connection.ts';

const bytes = 100 * 1024 * 1024;
const turns = 7;
const smallFiles = 200;
/** The engine also checks, renames, syncs the folder and writes the activity. */
const worstRatio = 1.5;

/** One file of 100 MB up and down, beside the least server that syncs what it takes: in turns, medians. */
export const bench: Bench = {
  name: 'artifacts',
  run: async ({ folder }) => {
    const bareFolder = join(folder, 'bare');
    mkdirSync(bareFolder);
    const bare = startTestProcess('bare-file-server.ts', [bareFolder]);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      const port = String((await bare.lines.next()).value);
      return await withHost(join(folder, 'w'), async ({ address }) => {
        const run = await createRunAddress(address);
        const urls = { mine: `${run}/weights.bin`, bare: `http://127.0.0.1:${port}/` };
        return [...(await measureLarge(agent, urls)), ...(await measureSmall(agent, run))];
      });
    } finally {
      agent.destroy();
      await bare.end();
    }
  },
};

async function createRunAddress(address: string): Promise<string> {
  const rest = connectRest(address);
  const { text } = await rest.post('runs/create', { experiment_id: '0' });
  rest.close();
  const { run } = JSON.parse(text) as { run: { info: { run_id: string } } };
  return `${address}/api/2.0/mlflow-artifacts/artifacts/0/${run.info.run_id}/artifacts`;
}

async function measureLarge(agent: Agent, urls: { mine: string; bare: string }): Promise<BenchRow[]> {
  const body = randomBytes(bytes);
  const times = { up: { mine: [0], bare: [0] }, down: { mine: [0], bare: [0] } };
  for (let turn = 0; turn < turns; turn++) {
    for (const who of ['mine', 'bare'] as const) {
      times.up[who][turn] = await timed(() => exchange(agent, 'PUT', urls[who], body));
      times.down[who][turn] = await timed(() => exchange(agent, 'GET', urls[who]));
    }
  }
  return (['up', 'down'] as const).map((way) => {
    const [value, reference] = [median(times[way].mine), median(times[way].bare)];
    const ok = value / reference < worstRatio;
    const budget = `< ${worstRatio} times the bare server`;
    return {
      case: `100 MB ${way === 'up' ? 'uploaded' : 'downloaded'}`,
      value,
      unit: 'ms',
      reference,
      budget,
      ok,
    };
  });
}

async function measureSmall(agent: Agent, run: string): Promise<BenchRow[]> {
  const body = randomBytes(1000);
  const ms = await timed(async () => {
    for (let n = 0; n < smallFiles; n++) await exchange(agent, 'PUT', `${run}/plots/${n}.png`, body);
  });
  return [{ case: `one of ${smallFiles} files of 1 KB uploaded`, value: ms / smallFiles, unit: 'ms' }];
}

/** Sends a body in pieces, as clients do, and reads the answer to its end. */
function exchange(agent: Agent, method: string, url: string, body?: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-length': body.length };
    const call = request(url, { method, agent, headers }, (message: IncomingMessage) => {
      let received = 0;
      message.on('data', (piece: Buffer) => (received += piece.length));
      message.once('end', () => {
        const isWhole = message.statusCode === 200 && (method === 'PUT' || received === bytes);
        if (isWhole) resolve();
        else reject(new Error(`${method} ${url} answered ${message.statusCode} with ${received} bytes`));
      });
    });
    call.once('error', reject);
    sendPieces(call, body ?? Buffer.alloc(0), 0);
  });
}

const pieceBytes = 1024 * 1024;

function sendPieces(call: ReturnType<typeof request>, body: Buffer, from: number): void {
  for (let at = from; at < body.length; at += pieceBytes) {
    if (call.write(body.subarray(at, at + pieceBytes))) continue;
    call.once('drain', () => {
      sendPieces(call, body, at + pieceBytes);
    });
    return;
  }
  call.end();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
