import type { Json } from '#core/kernel/json.ts';
import type { PythonAnswer, PythonRequest, ReadyMessage } from '../python/python-protocol.ts';

/** What the thread of a model is started with. */
export interface OnnxOrder {
  /** Absolute folder of the model, and the file of the graph in it. */
  folder: string;
  file: string;
  /** Inputs of the model's signature; null when it has none. */
  inputs: Json;
  /** File of a request that the model's author gave as an example, below its folder; null when there is none. */
  example: string | null;
}

export interface OnnxAsk {
  id: number;
  request: PythonRequest;
  body: Uint8Array;
}

/** What the thread says. */
export type OnnxReport =
  | ({ kind: 'ready' } & ReadyMessage)
  | { kind: 'failed'; message: string }
  | { kind: 'answer'; id: number; answer: PythonAnswer }
  | {
      kind: 'refusal';
      id: number;
      refusal: { status: number; code: string; message: string; stack: string | null };
    };
