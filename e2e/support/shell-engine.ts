import { once } from 'node:events';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { createNodeClient, dist, engineEnv } from './engine.ts';
import type { TestEngine } from './engine.ts';
import { makeTrustingResources } from './update-key.ts';

/** The engine process of the desktop app, run in a thread, with ports to it as the shell would broker them. */
export type ShellEngine = TestEngine & {
  readonly connect: () => MessagePort;
  /** Closes every port that was given out, as a new engine process would. */
  readonly dropPorts: () => void;
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>;
};

export async function startShellEngine(workspace: string, env: NodeJS.ProcessEnv = {}): Promise<ShellEngine> {
  const worker = new Worker(new URL('../../electron/testing/engine-worker.ts', import.meta.url), {
    workerData: join(dist, 'engine-process.cjs'),
    stderr: true,
    env: { ...engineEnv(workspace), ...env },
  });
  const exited = once(worker, 'exit');
  const post = (data: object, ports: MessagePort[] = []): void => worker.postMessage({ data, ports }, ports);
  post({ type: 'start', workspace, resources: makeTrustingResources(workspace), version: '0.0.0' });
  const [report] = (await once(worker, 'message')) as [
    { type: string; trackingUri: string; message?: string },
  ];
  if (report.type !== 'ready')
    throw new Error(`The engine process did not start: ${report.message ?? report.type}`);
  let lastWindow = 0;
  const given: MessagePort[] = [];
  return {
    address: report.trackingUri,
    url: '',
    workspace,
    client: createNodeClient(workspace),
    connect: () => {
      const { port1, port2 } = new MessageChannel();
      post({ type: 'connect', windowId: (lastWindow += 1) }, [port2]);
      given.push(port1);
      return port1;
    },
    dropPorts: () => {
      for (const port of given.splice(0)) port.close();
    },
    kill: async () => {
      await worker.terminate();
    },
    stop: async () => {
      post({ type: 'stop' });
      await exited;
    },
  };
}
