// The process that runs one bench or soak file: an order comes in by message, a report goes out.
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { Bench, BenchRow, Soak } from '#core/testing/bench-types.ts';

export interface Order {
  /** absolute */
  file: string;
  kind: 'bench' | 'soak';
  dist: string;
  folder: string;
  seed: number;
  count: number | undefined;
}

export type Report = { name: string; rows: BenchRow[] } | { error: string };

process.once('message', (order: Order) => {
  void run(order).then(send);
});

async function run(order: Order): Promise<Report> {
  try {
    const { kind, file, count, dist, folder, seed } = order;
    const module = (await import(pathToFileURL(file).href)) as { bench?: Bench; soak?: Soak };
    const found = module[kind];
    if (!found) return { error: `it exports no \`${kind}\`: see core/testing/bench-types.ts` };
    const ctx = { dist, folder, seed, say, count: (full: number) => count ?? full };
    return { name: found.name, rows: await found.run(ctx) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function say(sentence: string): void {
  process.stderr.write(`  ${sentence}\n`);
}

/** Ends the process when the report is out: a bench that left a handle open must not hold up the others. */
function send(report: Report): void {
  process.send?.(report, undefined, undefined, () => process.exit());
}
