import * as z from 'zod';
import { base, nextPageToken, nothing, page } from './base.ts';
import { timestamp } from './entities.ts';
import { failure, modelRemark } from './python.ts';

export const servingStatus = z.object({
  state: z.enum(['off', 'starting', 'serving', 'no_model', 'failed']),
  /** `http://127.0.0.1:5001`; null while it does not listen */
  address: z.string().nullable(),
  /** What `/invocations` answers with; null when no model has a champion. */
  model: z.object({ name: z.string(), version: z.number().int(), since: timestamp }).nullable(),
  /** Models that can be asked by name. */
  models: z.array(z.object({ name: z.string(), version: z.number().int() })),
  requests: z.number().int(),
  predictions: z.number().int(),
  errors: z.number().int(),
  /** Models that run in a Python process of their own, or in a thread with ONNX Runtime. */
  python: z.array(
    z.object({
      name: z.string(),
      version: z.number().int(),
      runtime: z.enum(['python', 'onnx']),
      /** `preparing`: its environment is looked for or made; `starting`: the model is being loaded. */
      state: z.enum(['off', 'preparing', 'starting', 'ready', 'failed']),
      /** The Python it runs in, or `ONNX Runtime`; null before it is known. */
      python: z.string().nullable(),
      /** What the installer said last, while packages are installed. */
      line: z.string().nullable(),
      problem: z.string().nullable(),
      /** The same for a screen; null where the process ended by itself. */
      failure: failure.nullable(),
      /** What is not as it was when the model was logged. */
      remarks: z.array(modelRemark),
    }),
  ),
  /** Microseconds in the worker, over the last 1,000 requests; null before the first. */
  p50Micros: z.number().nullable(),
  p99Micros: z.number().nullable(),
  problem: z.string().nullable(),
  /** The same for a screen; null while all is well. */
  trouble: z
    .object({
      /** `server`: it does not listen; `log`: requests cannot be logged; `model`: what was chosen cannot be loaded */
      of: z.enum(['server', 'log', 'model']),
      /** Null where no error of the contract says it. */
      failure: failure.nullable(),
    })
    .nullable(),
});
export type ServingStatus = z.infer<typeof servingStatus>;

/** Of a model in Python `label` may be any value as JSON, and what it does not tell is null or empty. */
export const prediction = z.object({
  label: z.string(),
  confidence: z.number().nullable(),
  probabilities: z.array(z.object({ label: z.string(), probability: z.number() })),
  oovShare: z.number().nullable(),
});
export type Prediction = z.infer<typeof prediction>;

export const servedPrediction = z.object({
  requestId: z.string(),
  model: z.object({ name: z.string(), version: z.number().int(), uri: z.string() }),
  predictions: z.array(prediction),
  /** Microseconds that the model took. */
  micros: z.number(),
});
export type ServedPrediction = z.infer<typeof servedPrediction>;

export const requestLogEntry = z.object({
  requestId: z.string(),
  at: timestamp,
  modelName: z.string(),
  modelVersion: z.number().int().nullable(),
  /** `/invocations`, `/v2/models/x/infer`, or `screen`, `command` for the try-it box */
  route: z.string(),
  status: z.number().int(),
  rows: z.number().int(),
  micros: z.number(),
  /** The rows: texts, and what is no text as JSON. */
  inputs: z.array(z.string()),
  /** `confidence` is null where the model does not tell it. */
  predictions: z.array(z.object({ label: z.string(), confidence: z.number().nullable() })),
  error: z.string().nullable(),
});
export type RequestLogEntry = z.infer<typeof requestLogEntry>;

export const servingProcedures = {
  status: base.input(z.strictObject({})).output(servingStatus),
  /** Which model `/invocations` means; null: the one promoted last. */
  setModel: base.input(z.strictObject({ name: z.string().nullable() })).output(nothing),
  /**
   * Asks a model here instead of over HTTP; logged like a request. Text models take `texts`; models in Python take
   * `rows` as well: objects by column, lists of values, or single values.
   */
  predict: base
    .input(
      z.strictObject({
        model: z.string(),
        texts: z.array(z.string()).max(10_000).default([]),
        rows: z.array(z.json()).max(10_000).default([]),
      }),
    )
    .output(servedPrediction),
  log: base
    .input(z.strictObject({ model: z.string().optional(), ...page }))
    .output(z.object({ entries: z.array(requestLogEntry), nextPageToken })),
};
