// Started in a process of its own: `node open-packed-engine.ts <extracted app> <workspace>`. Runs the packed engine
// process as the shell would, and prints what it reports as lines of JSON.
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { EngineCommand, EngineReport } from '#core/desktop/engine-protocol.ts';
import { readClock } from './read-clock.ts';

const [app = '', workspace = ''] = process.argv.slice(2);
const started = readClock();
const parent = Object.assign(new EventEmitter(), { postMessage: receive });
Object.defineProperty(process, 'parentPort', { value: parent });

createRequire(import.meta.url)(join(app, 'dist', 'engine-process.cjs'));
send({ type: 'start', workspace, resources: join(app, 'resources'), version: '0.0.0' });

function receive(report: EngineReport): void {
  process.stdout.write(`${JSON.stringify({ ...report, milliseconds: Math.round(readClock() - started) })}\n`);
  if (report.type === 'ready') send({ type: 'stop' });
}

function send(command: EngineCommand): void {
  parent.emit('message', { data: command, ports: [] });
}
