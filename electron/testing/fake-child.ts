import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { ForkOptions } from 'electron';
import type { FakePort } from './fake-port.ts';

/** A utility process: a thread that really executes `modulePath` with a parent port. */
export class FakeChild extends EventEmitter {
  readonly modulePath: string;
  readonly options: ForkOptions;
  readonly stderr = new PassThrough();
  readonly sent: unknown[] = [];
  isAlive = true;
  wasKilled = false;
  readonly #worker: Worker;
  readonly #exited: Promise<void>;

  constructor(modulePath: string, options: ForkOptions) {
    super();
    this.modulePath = modulePath;
    this.options = options;
    this.#worker = new Worker(new URL('./engine-worker.ts', import.meta.url), {
      workerData: modulePath,
      env: { ...process.env, ...options.env },
      stderr: true,
    });
    this.#worker.stderr.pipe(this.stderr);
    this.#worker.on('message', (message: unknown) => this.emit('message', message));
    this.#worker.on('error', (error) => this.stderr.write(`${String(error)}\n`));
    this.#exited = new Promise((resolve) => this.#worker.once('exit', (code) => resolve(this.#exit(code))));
  }

  postMessage(data: unknown, transfer: FakePort[] = []): void {
    this.sent.push(data);
    const ports = transfer.map((port) => port.raw);
    this.#worker.postMessage({ data, ports }, ports);
  }

  kill(): boolean {
    this.wasKilled = true;
    void this.#worker.terminate();
    return true;
  }

  /** For tests: as the system would end it. */
  async end(): Promise<void> {
    await this.#worker.terminate();
    await this.#exited;
  }

  #exit(code: number): void {
    this.isAlive = false;
    this.emit('exit', code);
  }
}
