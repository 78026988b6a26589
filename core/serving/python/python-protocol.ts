import * as z from 'zod';

/** A request for a model in Python, with its body as it came. */
export interface PythonRequest {
  kind: 'invocations' | 'infer';
  format: 'json' | 'csv';
  /** Of the answer to an inference request. */
  name: string;
  version: string;
  requestId: string;
  /** Ask also for the probability of each label, where the model tells them. */
  probabilities?: boolean;
}

/** What a model said of the rows of a request; the texts are JSON. */
export interface PythonAnswer {
  rows: number;
  /** Microseconds that Python took. */
  micros: number;
  /** The whole answer, as the client gets it. */
  answer: string;
  /** The rows as a list, for the log. */
  inputs: string;
  /** A list of `[prediction, null]`, for the log. */
  predictions: string;
  /** `[classes, probabilities by row]`, or `null`. */
  probabilities: string;
}

/** What a scoring program says when its model is loaded and warm. */
export const readyMessage = z.object({
  type: z.literal('ready'),
  /** `3.11.9` */
  python: z.string(),
  /** `mlflow 3.17.2` */
  loadedBy: z.string(),
  loadMs: z.number(),
  warnings: z.array(z.string()),
  /** It reads plain texts, as a vectoriser does, whatever its signature says. */
  takesTexts: z.boolean(),
  inputs: z.array(z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.number()) })),
});
export type ReadyMessage = z.infer<typeof readyMessage>;

export const failedMessage = z.object({
  type: z.literal('failed'),
  error: z.string(),
  message: z.string(),
  stack: z.string(),
  module: z.string().nullable(),
});
export type FailedMessage = z.infer<typeof failedMessage>;

export const startMessage = z.discriminatedUnion('type', [readyMessage, failedMessage]);

export const replyMessage = z.union([
  z.object({
    id: z.number(),
    status: z.literal(200),
    rows: z.number(),
    micros: z.number(),
    parts: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  }),
  z.object({
    id: z.number(),
    status: z.number(),
    code: z.string(),
    message: z.string(),
    stack: z.string().nullable(),
  }),
]);
