import { emptyColumns, type LogColumns } from './scorer-messages.ts';

export interface LogBufferOptions {
  send(batch: number, rows: LogColumns): void;
  /** See `ScorerLimits`. */
  unloggedRequests: number;
  unloggedChars: number;
}

/** One answered request. */
export interface LogEntry {
  requestId: string;
  model: string;
  version: number;
  route: string;
  status: number;
  rows: number;
  micros: number;
  inputs: string;
  predictions: string;
  error: string;
}

/** Gathers what was answered and hands it on in batches; nothing is ever dropped. */
export interface LogBuffer {
  add(entry: LogEntry): void;
  /** The disk is too far behind: take no more requests until it has caught up. */
  isFull(): boolean;
  /** A batch is on the disk. */
  acknowledge(batch: number): void;
  flush(): void;
  /** Answered requests that are not yet on the disk. */
  waiting(): number;
}

/** A batch goes out after this many requests or ms, whichever comes first. */
const batchRequests = 2000;
const batchMs = 100;
/** Characters of inputs and predictions after which a batch goes out: large requests are not gathered. */
const batchChars = 4_000_000;

export function createLogBuffer(options: LogBufferOptions): LogBuffer {
  const { unloggedRequests, unloggedChars } = options;
  const sent = new Map<number, { requests: number; chars: number }>();
  let columns = emptyColumns();
  let [gathered, chars] = [0, 0];
  let [allRequests, allChars] = [0, 0];
  let number = 0;
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (gathered === 0) return;
    const now = performance.now();
    columns.age = columns.age.map((at) => now - at);
    sent.set(++number, { requests: gathered, chars });
    options.send(number, columns);
    columns = emptyColumns();
    [gathered, chars] = [0, 0];
  };
  return {
    add(entry) {
      addTo(columns, entry);
      const size = entry.inputs.length + entry.predictions.length;
      gathered++;
      chars += size;
      allRequests++;
      allChars += size;
      if (gathered >= batchRequests || chars >= batchChars) flush();
      else timer ??= setTimeout(flush, batchMs);
    },
    isFull: () => allRequests >= unloggedRequests || allChars >= unloggedChars,
    acknowledge(batch) {
      const size = sent.get(batch);
      if (size === undefined) return;
      sent.delete(batch);
      allRequests -= size.requests;
      allChars -= size.chars;
    },
    flush,
    waiting: () => allRequests,
  };
}

/** `age` holds the time of the answer until the batch goes out. */
function addTo(columns: LogColumns, entry: LogEntry): void {
  columns.requestId.push(entry.requestId);
  columns.age.push(performance.now());
  columns.model.push(entry.model);
  columns.version.push(entry.version);
  columns.route.push(entry.route);
  columns.status.push(entry.status);
  columns.rows.push(entry.rows);
  columns.micros.push(entry.micros);
  columns.inputs.push(entry.inputs);
  columns.predictions.push(entry.predictions);
  columns.error.push(entry.error);
}
