// The process that the kill tests kill: loads the engine of argv[3], says `loaded`, waits for a first line, opens the
// workspace of argv[2] and says `open`. From then on it does the writes that come in as JSON lines, all at once, and answers each
// with a line when the engine has acknowledged it.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type * as bundle from '#core/engine-bundle.ts';
import { systemClock } from '#core/kernel/clock.ts';
import { randomIds } from '#core/kernel/ids.ts';
import { performKillOp, type KillAck, type KillOp } from './kill-load.ts';

const [workspace = '', engineFile = ''] = process.argv.slice(2);
const { createFileLogger, openEngine } = (await import(pathToFileURL(engineFile).href)) as typeof bundle;
// Straight into the pipe: what was said before the kill is heard after it.
const say = (line: string): void => void writeSync(1, `${line}\n`);
say('loaded');
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
await lines.next();
const engine = await openEngine({
  workspace,
  version: '0.0.0-test',
  resources: join(import.meta.dirname, '..', '..', 'resources'),
  clock: systemClock,
  ids: randomIds,
  createLogger: (folder) => createFileLogger(folder, 'engine'),
  platform: 'linux',
  env: {},
  capabilities: { nativeDialogs: false, revealInFolder: false, goesOn: false },
});
const client = engine.createClient({ kind: 'client', name: 'recorder' });

say('open');

for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
  const op = JSON.parse(line.value) as KillOp;
  void performKillOp(client, op)
    .catch((error: unknown): KillAck => ({ id: op.id, error: String(error) }))
    .then((ack) => {
      say(JSON.stringify(ack));
    });
}
await engine.stop();
