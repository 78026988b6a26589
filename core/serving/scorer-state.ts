import type { ServerResponse } from 'node:http';
import type { LogBuffer } from './log-buffer.ts';
import type { RequestHead } from './request-head.ts';
import type { ScorerLimits } from './scorer-messages.ts';
import type { ScorerMetrics } from './scorer-metrics.ts';
import type { ScorerPath } from './scorer-paths.ts';
import type { ScorerRoutes } from './scorer-routes.ts';

/** What all requests of a scorer share. */
export interface ScorerState {
  readonly routes: ScorerRoutes;
  readonly log: LogBuffer;
  readonly metrics: ScorerMetrics;
  readonly limits: ScorerLimits;
  /** Of Stile. */
  readonly version: string;
  /** Begins the ids of requests; another one for each life of the thread. */
  readonly idPrefix: string;
  requestNumber: number;
  /** Requests being received, or waiting for their model or their turn. */
  inFlight: number;
  /** Bytes of bodies that are being received. */
  receivedBytes: number;
  /** Why the log cannot be written; null when it can. */
  logProblem: string | null;
  isStopping: boolean;
}

/** A request that asks for predictions, on its way. */
export interface Exchange {
  response: ServerResponse;
  path: Extract<ScorerPath, { key: string }>;
  head: RequestHead;
  id: string;
  /** ms of `performance.now()` when the whole request was there */
  startedAt: number;
}
