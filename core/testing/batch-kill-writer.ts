// The process that the batch kill tests kill: opens the workspace of argv[2] with the engine of argv[3] and says `open`.
// With each line it predicts the dataset `large` and monitors the batch; it says `predicted <id>` and `monitored <id>`
// once the engine has acknowledged it.
import { writeSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type * as bundle from '#core/engine-bundle.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { testEngineOptions } from './with-engine.ts';

const [workspace = '', engineFile = ''] = process.argv.slice(2);
const { openEngine } = (await import(pathToFileURL(engineFile).href)) as typeof bundle;
// Straight into the pipe: what was said before the kill is heard after it.
const say = (line: string): void => void writeSync(1, `${line}\n`);
const engine = await openEngine({ ...testEngineOptions(workspace), clock: systemClock });
const { monitoring } = engine.createClient({ kind: 'client', name: 'recorder' });
say('open');
for await (const _ of createInterface({ input: process.stdin })) {
  const { batchId } = await monitoring.batchPredict({ model: 'stays', dataset: 'large' });
  say(`predicted ${batchId}`);
  await monitoring.monitorBatch({ batchId });
  say(`monitored ${batchId}`);
}
await engine.stop();
