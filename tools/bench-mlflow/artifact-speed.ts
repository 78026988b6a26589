import { randomBytes } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fsyncSync,
  mkdirSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { startTestProcess } from '#core/testing/processes.ts';
import { median } from './figures.ts';
import { createRestClient, type RestCall, type RestClient } from './rest-client.ts';
import type { Subject } from './subject.ts';

export interface ArtifactSpeed {
  bytes: number;
  /** ms in the order of the subjects */
  upload: number[];
  download: number[];
  /** The same through the least server that Node can be: its own streams, and a sync. ms */
  bareUpload: number;
  bareDownload: number;
  /** The file copied and synced, and read, without any server, ms. */
  diskWrite: number;
  diskRead: number;
}

/** One file up and down through each server, in turns. Every upload makes a file of its own. */
export async function measureArtifacts(
  subjects: readonly Subject[],
  folder: string,
  bytes: number,
  turns: number,
): Promise<ArtifactSpeed> {
  const file = join(folder, 'artifact.bin');
  writeRandom(file, bytes);
  const bare = await startBareServer(folder);
  const targets = [...subjects.map(toTarget), bare.target];
  const up = targets.map((): number[] => []);
  const down = targets.map((): number[] => []);
  const [writes, reads]: [number[], number[]] = [[], []];
  try {
    for (let turn = 0; turn < turns; turn++) {
      writes.push(await timed(() => copySynced(file, join(folder, 'copy.bin'))));
      reads.push(await timed(() => readThrough(file)));
      for (const [index, target] of targets.entries()) {
        const path = target.makePath(turn);
        up[index]?.push(await send(target, { method: 'PUT', path, file }, undefined));
        down[index]?.push(await send(target, { method: 'GET', path }, bytes));
      }
    }
  } finally {
    await bare.stop();
  }
  const [uploads, downloads] = [up.map(median), down.map(median)];
  return {
    bytes,
    upload: uploads.slice(0, -1),
    download: downloads.slice(0, -1),
    bareUpload: uploads.at(-1) ?? NaN,
    bareDownload: downloads.at(-1) ?? NaN,
    diskWrite: median(writes),
    diskRead: median(reads),
  };
}

interface Target {
  name: string;
  client: RestClient;
  /** where the file of a turn goes */
  makePath(turn: number): string;
}

function toTarget({ client, server, scratch, scratchRunId }: Subject): Target {
  const folder = `/api/2.0/mlflow-artifacts/artifacts/${scratch}/${scratchRunId}/artifacts`;
  return { name: server.name, client, makePath: (turn) => `${folder}/big-${turn}.bin` };
}

async function startBareServer(parent: string): Promise<{ target: Target; stop(): Promise<void> }> {
  const folder = join(parent, 'bare');
  mkdirSync(folder);
  const server = startTestProcess('bare-file-server.ts', [folder]);
  const line = await server.lines.next();
  const client = createRestClient(`http://127.0.0.1:${String(line.value)}`);
  return {
    target: {
      name: 'the bare server',
      client,
      makePath: () => {
        // It has one file; written over, it would have to let go of its old content first.
        rmSync(join(folder, 'bare.bin'), { force: true });
        return '/';
      },
    },
    stop: async () => {
      client.close();
      await server.end();
    },
  };
}

async function send({ client, name }: Target, call: RestCall, expected: number | undefined): Promise<number> {
  const { status, bytes, ms } = await client.measure(call);
  if (status !== 200) throw new Error(`${name} answered ${status} to ${call.method} ${call.path}`);
  if (expected !== undefined && bytes !== expected)
    throw new Error(`${name} sent ${bytes} bytes of ${expected}`);
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
