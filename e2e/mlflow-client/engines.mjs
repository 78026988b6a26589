/**
 * Many engines in one process, so that a test does not pay for the start of a program: as `stile serve` without the
 * signals and the endpoint of models. The tests that are about those start the program itself.
 *
 * Reads lines `open <folder>` and `stop <folder>` from stdin, and answers each in turn with a line of JSON.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

const cli = process.argv[2] ?? '';
const dist = dirname(cli);
const { createFileLogger, openEngine, openHttpHost, randomIds, systemClock } = createRequire(import.meta.url)(
  join(dist, 'engine.cjs'),
);

/** @type {Map<string, () => Promise<void>>} */
const running = new Map();

/** @param {string} workspace */
async function open(workspace) {
  const engine = await openEngine({
    workspace,
    version: '0.0.0',
    resources: join(dirname(dist), 'resources'),
    clock: systemClock,
    ids: randomIds,
    createLogger: (/** @type {string} */ folder) => createFileLogger(folder, 'engine'),
    platform: process.platform,
    env: process.env,
    capabilities: { nativeDialogs: false, revealInFolder: false },
  });
  const host = await openHttpHost({
    engine,
    rendererFolder: join(dist, 'renderer'),
    env: process.env,
    port: 0,
  });
  running.set(workspace, async () => {
    engine.hub.close();
    await host.stop();
    await engine.stop();
  });
  return { address: host.address };
}

/** @param {string} workspace */
async function stop(workspace) {
  await running.get(workspace)?.();
  running.delete(workspace);
  return {};
}

for await (const line of createInterface({ input: process.stdin })) {
  const [verb = '', ...rest] = line.split(' ');
  const answer = await (verb === 'open' ? open : stop)(rest.join(' '));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
for (const workspace of running.keys()) await stop(workspace);
process.exit(0);
