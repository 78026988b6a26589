import { setTimeout as wait } from 'node:timers/promises';
import { percentile } from './figures.ts';
import { callKinds } from './calls.ts';
import { readMemory, type Memory } from './process-tree.ts';
import { createRestClient } from './rest-client.ts';
import type { Subject } from './subject.ts';

export interface LoadFigures {
  perSecond: number;
  p50: number;
  p99: number;
  /** the greatest that was seen */
  memory: Memory | null;
}

const clients = 16;
const sampleMs = 250;
const mix = [
  'log-metric',
  'log-metric',
  'log-batch of 1,000 metrics',
  'runs/create',
  'runs/get',
  'runs/get',
  'search, 100 newest',
  'search, metric and param filter',
];

/** Many connections at once, each sending its next call when the last one is answered, for `ms`. */
export async function putUnderLoad(subject: Subject, ms: number): Promise<LoadFigures> {
  const kinds = mix.flatMap((name) => callKinds.find((kind) => kind.name === name) ?? []);
  const times: number[] = [];
  const start = performance.now();
  const isOver = (): boolean => performance.now() - start > ms;
  const work = async (offset: number): Promise<void> => {
    const client = createRestClient(subject.server.address);
    for (let n = offset; !isOver(); n++) {
      const kind = kinds[n % kinds.length];
      if (kind === undefined) return;
      const answer = await client.send(kind.make(subject, subject.next()));
      if (answer.status !== 200)
        throw new Error(
          `${subject.server.name} under load answered ${answer.status} to ${kind.name}: ${answer.body.toString('utf8').slice(0, 300)}`,
        );
      times.push(answer.ms);
    }
    client.close();
  };
  const watched = watchMemory(subject.server.pid, isOver);
  await Promise.all(Array.from({ length: clients }, (_, n) => work(n)));
  const seconds = (performance.now() - start) / 1000;
  return {
    perSecond: times.length / seconds,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    memory: await watched,
  };
}

async function watchMemory(pid: number, isOver: () => boolean): Promise<Memory | null> {
  let most: Memory | null = null;
  while (!isOver()) {
    most = greater(most, readMemory(pid));
    await wait(sampleMs);
  }
  return most;
}

/** Of two samples the one with more. */
export function greater(a: Memory | null, b: Memory | null): Memory | null {
  if (a === null || b === null) return a ?? b;
  return b.pss > a.pss ? b : a;
}
