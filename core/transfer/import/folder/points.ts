import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { toInt64 } from '#core/kernel/int64.ts';
import { toMetricValue, toWhole } from '../cells.ts';
import { walk } from '../local-files.ts';
import type { ForeignModelPoint, ForeignPoint } from '../source.ts';

const pointsPerPiece = 5000;

/**
 * The points of all metrics in a folder `metrics`: one file each, with lines `timestamp value step`. Very old files have
 * no step; newer ones name a dataset after it. Lines that are none of this are left out.
 */
export async function* readPointFiles(folder: string): AsyncGenerator<ForeignPoint[], void> {
  let piece: ForeignPoint[] = [];
  for await (const { path: key } of walk(folder)) {
    for await (const words of readLines(join(folder, key))) {
      const point = toPoint(key, words);
      if (point !== null) piece.push(point);
      if (piece.length < pointsPerPiece) continue;
      yield piece;
      piece = [];
    }
  }
  if (piece.length > 0) yield piece;
}

/** Of a logged model: lines `timestamp value step run [dataset digest]`. */
export async function readModelPoints(folder: string): Promise<ForeignModelPoint[]> {
  const points: ForeignModelPoint[] = [];
  for await (const { path: key } of walk(folder)) {
    for await (const words of readLines(join(folder, key))) {
      const point = toPoint(key, words);
      const [, , , runId, datasetName, datasetDigest] = words;
      if (point !== null && runId !== undefined) points.push({ ...point, runId, datasetName, datasetDigest });
    }
  }
  return points;
}

async function* readLines(file: string): AsyncGenerator<string[], void> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  for await (const line of lines) {
    const words = line.trim().split(' ');
    if (words.length > 1) yield words;
  }
}

function toPoint(key: string, [timestamp, value, step = '0']: string[]): ForeignPoint | null {
  const [when, read, at] = [toWhole(timestamp), toMetricValue(value), toInt64(step)];
  return when === null || read === null || at === null
    ? null
    : { key, value: read, step: at, timestamp: when };
}
