// Runs an engine process's script in a thread, with the parent port that Electron gives to a utility process.
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { FakePort } from './fake-port.ts';

interface Envelope {
  data: unknown;
  ports: MessagePort[];
}

const thread = parentPort;
if (!thread) throw new Error('This file is a worker thread: start it from createFakeElectron().');

const parent = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => thread.postMessage(message),
});
// Messages wait until somebody listens.
parent.once('newListener', () => {
  queueMicrotask(() => {
    thread.on('message', ({ data, ports }: Envelope) => {
      parent.emit('message', { data, ports: ports.map((port) => new FakePort(port)) });
    });
  });
});

Object.defineProperty(process, 'parentPort', { value: parent });
createRequire(import.meta.url)(String(workerData));
