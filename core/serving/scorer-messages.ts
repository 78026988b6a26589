import type { Refusal } from '#core/kernel/loopback-rules.ts';
import type { PythonAnswer, PythonRequest, ReadyMessage } from './python/python-protocol.ts';
import type { ModelTarget } from './servable-model.ts';
import type { ServingProblem } from './serving-problem.ts';

/**
 * What a route of the scorer is called: a model as `core/registry` resolves it (`models:/reviews/3`,
 * `models:/reviews@champion`, `reviews`), or nothing for the endpoint's own `/invocations`.
 */
export type RouteKey = string;
export const endpointRoute: RouteKey = '';

/** Given to the thread when it starts. */
export interface ScorerSettings {
  /** Asked for by number: taken or refused. 0: any. */
  port?: number | undefined;
  usualPort: number;
  /** Of Stile. */
  version: string;
  limits: ScorerLimits;
}

export interface ScorerLimits {
  /** Bytes of one body. */
  bodyBytes: number;
  /** Bytes of all bodies that are being received. */
  receivedBytes: number;
  /** Requests being received or waiting for their model. */
  inFlight: number;
  /** Answered requests whose log is not yet on the disk; above that, new ones get 429. */
  unloggedRequests: number;
  /** Characters of their inputs and predictions. */
  unloggedChars: number;
}

/** From the engine to the scorer's thread. */
export type ToScorer =
  /** A route means another model from now on, or none. Older tickets of the same route are out of date. */
  | { type: 'route'; key: RouteKey; ticket: number; target: ModelTarget }
  /** `keeps`: a model that answers goes on doing so. */
  | { type: 'noRoute'; key: RouteKey; ticket: number; refusal: Refusal; keeps: boolean }
  /** The batch of this number is on the disk. */
  | { type: 'logged'; batch: number }
  /** What became of `loadPython` of this number. */
  | { type: 'pythonLoaded'; id: number; inputs: ReadyMessage['inputs'] }
  | { type: 'pythonFailed'; id: number; code: string; problem: ServingProblem }
  /** What became of `askPython` of this number. */
  | { type: 'pythonAnswer'; id: number; answer: PythonAnswer }
  | { type: 'pythonRefusal'; id: number; refusal: Refusal & { stack: string | null } }
  /** The log cannot be written, in words; null: it can again. */
  | { type: 'logProblem'; problem: string | null }
  /** Answer what is under way, hand over the log, and say `stopped`. */
  | { type: 'stop'; drainMs: number };

/** From the scorer's thread to the engine. */
export type FromScorer =
  | { type: 'listening'; port: number }
  | { type: 'notListening'; problem: ServingProblem; port: number | null; next: number | null }
  /** Somebody asks for a route that is not open. */
  | { type: 'open'; key: RouteKey }
  /** The least used route was closed to make room. */
  | { type: 'closed'; key: RouteKey }
  | { type: 'serving'; key: RouteKey; ticket: number }
  | { type: 'loadFailed'; key: RouteKey; ticket: number; code: string; problem: ServingProblem }
  /** A model runs in Python: let it get ready. */
  | { type: 'loadPython'; id: number; target: ModelTarget }
  | {
      type: 'askPython';
      id: number;
      target: ModelTarget;
      request: PythonRequest;
      body: Uint8Array<ArrayBuffer>;
    }
  | { type: 'log'; batch: number; rows: LogColumns }
  | { type: 'stopped' };

/** Answered requests, a list per column: half the cost of a list of objects on both sides of the thread's border. */
export interface LogColumns {
  requestId: string[];
  /** Milliseconds between the answer and the sending of the batch. */
  age: number[];
  /** Empty when no model was found. */
  model: string[];
  /** 0 when no model was found */
  version: number[];
  route: string[];
  status: number[];
  rows: number[];
  micros: number[];
  /** JSON: a list of texts, or of whatever rows a model in Python takes */
  inputs: string[];
  /** JSON: a list of `[label, confidence]`; of a model in Python any value and null */
  predictions: string[];
  /** Empty when there was none. */
  error: string[];
}

export function emptyColumns(): LogColumns {
  return {
    requestId: [],
    age: [],
    model: [],
    version: [],
    route: [],
    status: [],
    rows: [],
    micros: [],
    inputs: [],
    predictions: [],
    error: [],
  };
}
