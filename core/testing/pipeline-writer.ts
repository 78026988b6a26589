// The process that the kill tests of pipelines kill: opens the workspace of argv[2] with the engine of argv[3], says
// `open`, and runs the pipelines that come in as JSON lines, one after the other. It says `started <id>` when a run is
// acknowledged, and `done <JSON>` when its end is.
import { writeSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type * as bundle from '#core/engine-bundle.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { randomIds } from '#core/kernel/ids.ts';
import { testEngineOptions } from './with-engine.ts';

export interface PipelineOrder {
  name: string;
  params: Record<string, unknown>;
}

const [workspace = '', engineFile = ''] = process.argv.slice(2);
const { createFileLogger, openEngine } = (await import(pathToFileURL(engineFile).href)) as typeof bundle;
// Straight into the pipe: what was said before the kill is heard after it.
const say = (line: string): void => void writeSync(1, `${line}\n`);
const engine = await openEngine({
  ...testEngineOptions(workspace),
  clock: systemClock,
  ids: randomIds,
  createLogger: (folder) => createFileLogger(folder, 'engine'),
});
const client = engine.createClient({ kind: 'client', name: 'recorder' });
await client.workshop.create({});
say('open');

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as PipelineOrder;
  const { pipelineRunId } = await client.pipelines.run(order);
  say(`started ${pipelineRunId}`);
  const run = await client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 120_000 });
  say(`done ${JSON.stringify(run)}`);
}
await engine.stop();
