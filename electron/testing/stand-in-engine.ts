// Speaks the engine process's side of the protocol and echoes on its ports. The last part of the workspace's path
// says how it behaves: `fail`, `die-at-start`, `die-on-connect`, `deaf` (ignores stop), anything else is well-behaved.
import { basename } from 'node:path';
import type { EngineCommand, EngineReport } from '#core/desktop/engine-protocol.ts';
import type { FakePort } from './fake-port.ts';

const { parentPort } = process;
const ports: FakePort[] = [];
let behaviour = '';

parentPort.on('message', (event) => {
  const command = event.data as EngineCommand;
  if (command.type === 'start') start(command.workspace ?? '/last');
  else if (command.type === 'connect') connect(event.ports as unknown[] as FakePort[]);
  else stop();
});

function start(workspace: string): void {
  behaviour = basename(workspace);
  if (behaviour === 'die-at-start') throw new Error('the stand-in engine dies as it was told');
  if (behaviour === 'fail') {
    const data = { path: workspace, found: 9, supported: 1 };
    report({ type: 'failed', code: 'WORKSPACE_NEWER', message: `${workspace} is newer.`, data });
    return process.exit(1);
  }
  report({ type: 'ready', trackingUri: 'http://127.0.0.1:5000', workspace });
}

function connect([port]: FakePort[]): void {
  if (behaviour === 'die-on-connect') return process.exit(7);
  if (!port) throw new Error('connect came without a port');
  ports.push(port);
  port.on('message', ({ data }: { data: unknown }) => {
    if (data === 'leave') leave();
    else port.postMessage({ echo: data });
  });
  port.start();
}

/** As when somebody stops the engine by a command. */
function leave(): void {
  report({ type: 'stopped' });
  process.exit(0);
}

function stop(): void {
  if (behaviour === 'deaf') return;
  for (const port of ports) port.close();
  leave();
}

function report(message: EngineReport): void {
  parentPort.postMessage(message);
}
