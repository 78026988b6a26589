import { parentPort, workerData } from 'node:worker_threads';
import { errorText, systemCode } from '#core/kernel/errors.ts';
import { openColumnReader } from '#core/store/column-reader.ts';
import { readMetricNames } from './metric-names.ts';
import { createPointCache } from './point-cache.ts';
import { readSeries } from './read-series.ts';
import type { SeriesReport, SeriesRequest } from './series-messages.ts';

/* The thread that reads, smooths and thins histories of metrics: the engine's own has no half second to spare. */

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

const reader = openColumnReader((workerData as { file: string }).file);
const cache = createPointCache(reader);

port.on('message', (request: SeriesRequest) => {
  port.postMessage(answer(request));
});

function answer(request: SeriesRequest): SeriesReport {
  const { id } = request;
  const requireWanted = (): void => {
    if (Atomics.load(new Int32Array(request.stop), 0) !== 0)
      throw new Error('nobody waits for this any more');
  };
  try {
    requireWanted();
    return request.kind === 'names'
      ? { id, kind: 'names', answer: readMetricNames(reader, request.runIds) }
      : { id, kind: 'series', answer: readSeries(reader, cache, request.order, requireWanted) };
  } catch (error) {
    return { id, kind: 'failed', message: errorText(error), code: systemCode(error) };
  }
}
