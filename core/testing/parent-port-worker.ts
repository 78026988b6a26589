// Runs the script in `workerData` in a thread that has what Electron gives to a utility process: process.parentPort.
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

interface Envelope {
  data: unknown;
  ports: MessagePort[];
}

const thread = parentPort;
if (!thread) throw new Error('This file is a worker thread.');
const parent = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => {
    thread.postMessage(message);
  },
});
thread.on('message', (envelope: Envelope) => parent.emit('message', envelope));
Object.defineProperty(process, 'parentPort', { value: parent });
createRequire(import.meta.url)(String(workerData));
