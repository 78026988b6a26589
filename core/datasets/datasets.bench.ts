import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { finished } from 'node:stream/promises';
import { openEngine } from '#core/engine.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { stageFile, discardBlobs } from '#core/store/blobs.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { createRandom } from '#core/testing/random.ts';
import { testActor, testEngineOptions } from '#core/testing/with-engine.ts';

const megabytes = 200;
/** What the engine may grow by, in MB, whatever the size of the file. */
const memoryBudget = 200;

/** Adding a large CSV: speed, memory, and how long other work waits. */
export const bench: Bench = {
  name: 'datasets',
  run: async ({ folder, seed, say }) => {
    const file = join(folder, 'reviews.csv');
    say(`writing a CSV of ${megabytes} MB`);
    const bytes = await writeReviews(file, megabytes * 1e6, seed);
    const engine = await openEngine({ ...testEngineOptions(join(folder, 'w')), clock: systemClock });
    const client = engine.createClient(testActor);
    const rows: BenchRow[] = [];
    const before = process.memoryUsage.rss();
    const peak = watchMemory();
    const copied = await timed(async () => {
      await discardBlobs([await stageFile(engine.ctx.paths, 'bench', file)]);
    });
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const added = await timed(() => client.datasets.add({ name: 'r', source: { kind: 'file', path: file } }));
    delay.disable();
    const again = await timed(() => client.datasets.add({ name: 'r', source: { kind: 'file', path: file } }));
    const preview = await timed(() => client.datasets.preview({ name: 'r' }));
    const grown = (peak.stop() - before) / 1e6;
    const speed = (ms: number): number => bytes / 1e6 / (ms / 1000);
    rows.push(
      {
        case: 'copy and hash a file',
        value: speed(copied),
        unit: 'MB/s',
        budget: '>= 250 MB/s',
        ok: speed(copied) >= 250,
      },
      { case: `add a CSV of ${megabytes} MB with its profile`, value: speed(added), unit: 'MB/s' },
      { case: 'add the same again', value: speed(again), unit: 'MB/s' },
      {
        case: 'memory that it takes at most',
        value: grown,
        unit: 'MB',
        budget: `<= ${memoryBudget} MB`,
        ok: grown <= memoryBudget,
      },
      {
        case: 'other work waits, 99 %',
        value: delay.percentile(99) / 1e6,
        unit: 'ms',
        budget: '< 25 ms',
        ok: delay.percentile(99) < 25e6,
      },
      { case: 'other work waits, longest', value: delay.max / 1e6, unit: 'ms' },
      { case: 'first 100 rows', value: preview, unit: 'ms', budget: '< 50 ms', ok: preview < 50 },
    );
    await engine.stop();
    return rows;
  },
};

async function writeReviews(file: string, bytes: number, seed: number): Promise<number> {
  const random = createRandom(seed);
  const words = 'the blue sweater is too small but warm and I would buy it again åäö'.split(' ');
  const stream = createWriteStream(file);
  const header = 'id,text,label,stars,price,at\n';
  stream.write(header);
  let written = header.length;
  for (let id = 0; written < bytes;) {
    let lines = '';
    for (let n = 0; n < 1000; n++) {
      const text = Array.from({ length: 12 }, () => random.pick(words)).join(' ');
      const quoted = random.int(4) === 0 ? `"${text}, ""really"""` : text;
      lines += `${id++},${quoted},${random.pick(['pos', 'neg'])},${random.int(5) + 1},${(random.next() * 100).toFixed(2)},2026-11-${10 + random.int(15)}\n`;
    }
    const piece = Buffer.from(lines);
    written += piece.length;
    if (!stream.write(piece)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
  return written;
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function watchMemory(): { stop(): number } {
  let peak = process.memoryUsage.rss();
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}
