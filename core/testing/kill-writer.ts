// The process that the kill tests kill: opens the engine of argv[3] on the workspace of argv[2], says `open`, does the
// writes that come in as JSON lines, all at once, and answers each with a line when the engine has acknowledged it.
import { writeSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { systemClock } from '#core/kernel/clock.ts';
import { randomIds } from '#core/kernel/ids.ts';
import { performKillOp, type KillAck, type KillOp } from './kill-load.ts';

type Bundle = typeof import('#core/engine-bundle.ts');

const [workspace = '', engineFile = ''] = process.argv.slice(2);
const { createFileLogger, openEngine } = (await import(pathToFileURL(engineFile).href)) as Bundle;
const engine = await openEngine({
  workspace,
  version: '0.0.0-test',
  clock: systemClock,
  ids: randomIds,
  createLogger: (folder) => createFileLogger(folder, 'engine'),
  platform: 'linux',
  env: {},
  capabilities: { nativeDialogs: false, revealInFolder: false },
});
const client = engine.createClient({ kind: 'client', name: 'recorder' });

// Straight into the pipe: what was said before the kill is heard after it.
const say = (line: string): void => void writeSync(1, `${line}\n`);
say('open');

for await (const line of createInterface({ input: process.stdin })) {
  const op = JSON.parse(line) as KillOp;
  void performKillOp(client, op)
    .catch((error: unknown): KillAck => ({ id: op.id, error: String(error) }))
    .then((ack) => {
      say(JSON.stringify(ack));
    });
}
await engine.stop();
