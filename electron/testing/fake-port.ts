import { EventEmitter } from 'node:events';
import type { MessagePort, Transferable } from 'node:worker_threads';

/** A Node port in the shape of Electron's `MessagePortMain`: messages come as events with `data` and `ports`. */
export class FakePort extends EventEmitter {
  readonly raw: MessagePort;

  constructor(raw: MessagePort) {
    super();
    this.raw = raw;
    raw.on('close', () => this.emit('close'));
  }

  /** Nothing arrives before this, as in Electron. */
  start(): void {
    this.raw.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }

  postMessage(message: unknown, transfer: FakePort[] = []): void {
    const raw: Transferable[] = transfer.map((port) => port.raw);
    this.raw.postMessage(message, raw);
  }

  close(): void {
    this.raw.close();
  }
}
