// A process that opens engines on command: a line with a folder opens its workspace, an empty one stops it again. It
// answers each with a line: `open`, `stopped`, or the code of the error.
import process from 'node:process';
import { createInterface } from 'node:readline';
import { openEngine, type Engine } from '#core/engine.ts';
import { isStileError } from '#core/kernel/errors.ts';
import { testEngineOptions } from './with-engine.ts';

let engine: Engine | null = null;

for await (const workspace of createInterface({ input: process.stdin })) {
  process.stdout.write(`${workspace === '' ? await stop() : await open(workspace)}\n`);
}
await stop();

async function open(workspace: string): Promise<string> {
  try {
    engine = await openEngine(testEngineOptions(workspace));
    return 'open';
  } catch (error) {
    return isStileError(error) ? error.code : String(error);
  }
}

async function stop(): Promise<string> {
  await engine?.stop();
  engine = null;
  return 'stopped';
}
