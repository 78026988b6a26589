// The process that the crash tests of pipelines kill: a runner with its supervisor on the workspace of argv[2], without
// the rest of an engine. It goes on with what the one before has left and says `open <JSON>`; then it runs the pipelines
// that are named line by line, each with the selection of a part as JSON behind it where one is wanted, says `started <id>` when a run is acknowledged, and `done <id> <state>` for each run that
// ends, also for those that it has taken over. argv[3] is the program of the supervisor.
import { writeSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import type { EngineEvent } from '#contract/events.ts';
import { runSelection } from '#contract/pipeline-views.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { createEmitter } from '#core/kernel/emitter.ts';
import { makeFolders } from '#core/kernel/files.ts';
import { randomIds } from '#core/kernel/ids.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { createPipelineRunner } from '#core/pipelines/pipeline-runner.ts';
import { noPythons } from '#core/pipelines/testing/no-pythons.ts';
import { testPlatform } from '#core/pipelines/testing/test-platform.ts';
import { createSupervisor } from '#core/processes/supervisor/supervisor.ts';
import type { EngineContext } from '#core/store/context.ts';
import { migrate } from '#core/store/migrate.ts';
import { migrations } from '#core/store/migrations/index.ts';
import { createWriteQueue } from '#core/store/write-queue.ts';
import { defineTaskType } from '#core/tasks/index.ts';
import { openTestConnection } from './with-database.ts';
import { testActor } from './with-engine.ts';

/** What it says when it stands where the one before has ended. */
export interface CrashEngineOpened {
  /** How long Node took to load the sources, in ms: the product has them in one file. */
  loadMs: number;
  /** From then to the moment when every attempt that was lost is marked and the runs go on, in ms. */
  correctMs: number;
}

const program = defineTaskType({
  name: 'test/program',
  description: 'Runs a script of the shell',
  with: z.strictObject({ script: z.string() }),
  outputs: 'any',
  isProcess: true,
  run: async ({ exec }, { script }) => (await exec({ command: '/bin/sh', args: ['-c', script] })).outputs,
});
const inside = defineTaskType({
  name: 'test/inside',
  description: 'Works in the engine',
  with: z.strictObject({ ms: z.number() }),
  outputs: [],
  run: ({ signal }, { ms }) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms, {});
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(new Error('told to end'));
      });
    }),
});

const loadMs = process.uptime() * 1000;
const [workspace = '', supervisorFile = ''] = process.argv.slice(2);
// Straight into the pipe: what was said before the kill is heard after it.
const say = (line: string): void => void writeSync(1, `${line}\n`);
const paths = buildWorkspacePaths(workspace);
for (const folder of [workspace, paths.pipelines]) makeFolders(folder);
const connection = openTestConnection(paths.database);
migrate(connection, migrations, systemClock);
const emitter = createEmitter<readonly EngineEvent[]>((error) => {
  throw error;
});
const queue = createWriteQueue({
  connection,
  clock: systemClock,
  announce: (events) => void emitter.emit(events),
});
const contextFor = (actor: EngineContext['actor']): EngineContext => ({
  db: connection,
  write: (write) => queue.write(actor, write),
  clock: systemClock,
  ids: randomIds,
  logger: silentLogger,
  paths,
  resources: '',
  actor,
});
const platform = testPlatform();
const runner = createPipelineRunner({
  contextFor,
  taskTypes: [program, inside],
  platform,
  env: process.env,
  supervisor: createSupervisor({
    ...{ platform, env: process.env, clock: systemClock, logger: silentLogger },
    ...(supervisorFile !== '' && { file: supervisorFile }),
  }),
  pythons: noPythons,
  listen: (listener) => emitter.on(listener),
  project: workspace,
  minFreeBytes: 0,
  resumeAfterMs: 0,
  graceMs: { cancel: 300, stop: 300 },
});
const ctx = contextFor(testActor);

const follow = async (pipelineRunId: string): Promise<void> => {
  const { state } = await runner.waitRun(ctx, { pipelineRunId, maxWaitMs: 120_000 });
  say(`done ${pipelineRunId} ${state}`);
};
await runner.recover();
await runner.startSchedules();
const correctMs = process.uptime() * 1000 - loadMs;
say(`open ${JSON.stringify({ loadMs, correctMs } satisfies CrashEngineOpened)}`);
// One may have ended right before its engine, which could not say so any more.
const latest = connection.all<{ uuid: string }>(
  "SELECT uuid FROM pipeline_runs WHERE trigger_kind = 'manual' ORDER BY id DESC LIMIT 4",
);
for (const { uuid } of latest) void follow(uuid);

for await (const line of createInterface({ input: process.stdin })) {
  const [name = '', ...part] = line.split(' ');
  const selection = part.length === 0 ? {} : { selection: runSelection.parse(JSON.parse(part.join(' '))) };
  const { pipelineRunId } = await runner.run(ctx, { name, ...selection });
  say(`started ${pipelineRunId}`);
  void follow(pipelineRunId);
}
await runner.stop();
await queue.drain();
connection.close();
