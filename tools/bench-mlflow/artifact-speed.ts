import { randomBytes } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { median } from './figures.ts';
import type { Subject } from './subject.ts';

export interface ArtifactSpeed {
  bytes: number;
  /** ms in the order of the subjects */
  upload: number[];
  download: number[];
  /** The same file copied by bare streams: written and synced, and read, ms. */
  bareWrite: number;
  bareRead: number;
}

/** One file up and down through each server, in turns. Every upload has a name of its own. */
export async function measureArtifacts(
  subjects: readonly Subject[],
  folder: string,
  bytes: number,
  turns: number,
): Promise<ArtifactSpeed> {
  const file = join(folder, 'artifact.bin');
  writeRandom(file, bytes);
  const up = subjects.map((): number[] => []);
  const down = subjects.map((): number[] => []);
  const [writes, reads]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn++) {
    writes.push(await timed(() => copySynced(file, join(folder, 'copy.bin'))));
    reads.push(await timed(() => readThrough(file)));
    for (const [index, subject] of subjects.entries()) {
      const path = artifactPath(subject, `big-${turn}.bin`);
      up[index]?.push(await send(subject, { method: 'PUT', path, file }, undefined));
      down[index]?.push(await send(subject, { method: 'GET', path }, bytes));
    }
  }
  return {
    bytes,
    upload: up.map(median),
    download: down.map(median),
    bareWrite: median(writes),
    bareRead: median(reads),
  };
}

function artifactPath({ scratch, scratchRunId }: Subject, name: string): string {
  return `/api/2.0/mlflow-artifacts/artifacts/${scratch}/${scratchRunId}/artifacts/${name}`;
}

async function send(
  { client, server }: Subject,
  call: Parameters<Subject['client']['measure']>[0],
  expected: number | undefined,
): Promise<number> {
  const { status, bytes, ms } = await client.measure(call);
  if (status !== 200) throw new Error(`${server.name} answered ${status} to ${call.method} ${call.path}`);
  if (expected !== undefined && bytes !== expected)
    throw new Error(`${server.name} sent ${bytes} bytes of ${expected}`);
  return ms;
}

function writeRandom(file: string, bytes: number): void {
  const handle = openSync(file, 'w');
  const piece = randomBytes(1024 * 1024);
  for (let written = 0; written < bytes; written += piece.length) writeSync(handle, piece);
  fsyncSync(handle);
  closeSync(handle);
}

const highWaterMark = 1024 * 1024;

async function copySynced(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from, { highWaterMark }), createWriteStream(to, { flush: true }));
}

async function readThrough(file: string): Promise<void> {
  for await (const chunk of createReadStream(file, { highWaterMark })) void chunk;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
