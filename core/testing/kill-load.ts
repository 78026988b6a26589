import type { EngineClient, Inputs } from '#contract/procedures.ts';
import type { Random } from './random.ts';

/** One write of the kill tests. Its id is in everything it writes, so that what is there tells which writes were kept. */
export type KillOp =
  | { id: number; kind: 'run' }
  | { id: number; kind: 'batch'; runId: string }
  | { id: number; kind: 'tag'; runId: string }
  | { id: number; kind: 'artifact'; runId: string; path: string; pieces: 1 | 2 };

export interface KillAck {
  id: number;
  /** Of a run that was made. */
  runId?: string;
  error?: string;
}

const pointsPerBatch = 20;

/** A mixed load: two batches for each of the others, on the runs that are known to be there. */
export function createKillOp(random: Random, id: number, runIds: readonly string[]): KillOp {
  const kind =
    runIds.length === 0 ? 'run' : random.pick(['run', 'batch', 'batch', 'tag', 'artifact'] as const);
  if (kind === 'run') return { id, kind };
  const runId = random.pick(runIds);
  if (kind !== 'artifact') return { id, kind, runId };
  // Half of them replace the file before: a kill must leave the one or the other.
  const path = random.int(2) === 0 ? 'model/latest.bin' : `files/${id}.bin`;
  return { id, kind, runId, path, pieces: random.int(2) === 0 ? 1 : 2 };
}

/** The steps of a batch are its own; every seventh value is NaN. */
export function batchMetrics(id: number): NonNullable<Inputs['runs']['logBatch']['metrics']> {
  return Array.from({ length: pointsPerBatch }, (_, index) => ({
    key: index % 2 === 0 ? 'loss' : 'accuracy',
    value: (id + index) % 7 === 0 ? ('NaN' as const) : ((id * 31 + index * 17) % 1009) / 7 - 50,
    step: id * pointsPerBatch + index,
    timestamp: id,
  }));
}

/** No two files have the same size, and each is full of its id. */
export function artifactBytes(id: number): Buffer<ArrayBuffer> {
  return Buffer.alloc(1000 + id, `${id} `);
}

export const runName = (id: number): string => `run-${id}`;
export const paramKey = (id: number): string => `param-${id}`;

/** Does one write through the engine's procedures, as any client would. */
export async function performKillOp(client: EngineClient, op: KillOp): Promise<KillAck> {
  const { id, kind } = op;
  if (kind === 'run') {
    const { runId } = await client.runs.create({ experimentId: '0', name: runName(id) });
    return { id, runId };
  }
  const { runId } = op;
  if (kind === 'batch') {
    const params = [{ key: paramKey(id), value: String(id) }];
    await client.runs.logBatch({
      runId,
      metrics: batchMetrics(id),
      params,
      tags: [{ key: 'batch', value: String(id) }],
    });
  } else if (kind === 'tag') await client.runs.setTag({ runId, key: 'counter', value: String(id) });
  else await upload(client, op);
  return { id };
}

async function upload(
  client: EngineClient,
  { id, runId, path, pieces }: Extract<KillOp, { kind: 'artifact' }>,
): Promise<void> {
  const bytes = artifactBytes(id);
  const cut = pieces === 1 ? 0 : Math.floor(bytes.length / 2);
  let uploadId: string | undefined;
  if (cut > 0) {
    const first = { runId, path, offset: 0, chunk: new File([bytes.subarray(0, cut)], 'x'), last: false };
    ({ uploadId } = await client.artifacts.write(first));
  }
  const chunk = new File([bytes.subarray(cut)], 'x');
  await client.artifacts.write({
    runId,
    path,
    offset: cut,
    chunk,
    last: true,
    ...(uploadId !== undefined && { uploadId }),
  });
}
