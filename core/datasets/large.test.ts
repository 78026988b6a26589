import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { readColumns } from '#core/datasets/index.ts';
import { withEngine } from '#core/testing/with-engine.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** 64 MB: held as text it would be twice that, and its cells as much again. */
const rows = 160_000;
const cell = 'lång text, som upprepas '.repeat(15);

function writeLarge(file: string): string {
  const hash = createHash('sha256');
  const handle = openSync(file, 'w');
  const write = (text: string): void => {
    hash.update(text);
    writeSync(handle, text);
  };
  write('id,text,a label of some length\n');
  for (let at = 0; at < rows; at += 1000) {
    const lines = Array.from(
      { length: 1000 },
      (_, n) => `${at + n},"${at + n} ${cell}",this is label ${n % 3}`,
    );
    write(`${lines.join('\n')}\n`);
  }
  closeSync(handle);
  return hash.digest('hex');
}

it('a large file is added, and a column of it read, in memory that does not grow with it', () =>
  withEngine(async ({ client, engine, folder }) => {
    const path = join(folder, 'large.csv');
    const sha256 = writeLarge(path);
    collectGarbage();
    const before = process.memoryUsage.rss();
    let peak = before;
    const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 2);
    const added = await client.datasets.add({ name: 'large', source: { kind: 'file', path } });
    clearInterval(timer);
    expect(added).toMatchObject({ rows, sha256 });
    expect(added.columns[1]).toMatchObject({ type: 'text', distinct: null, missing: 0 });
    expect(added.columns[2]).toMatchObject({ distinct: 3, top: [{ count: 53_440 }, {}, {}] });
    expect((peak - before) / 1e6).toBeLessThan(150);

    collectGarbage();
    const heapBefore = process.memoryUsage().heapUsed;
    const [labels] = await readColumns(engine.ctx, 'large', ['a label of some length']);
    collectGarbage();
    expect(labels).toHaveLength(rows);
    // 160,000 references, and three texts.
    expect((process.memoryUsage().heapUsed - heapBefore) / 1e6).toBeLessThan(8);
  }));
