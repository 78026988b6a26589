import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { errorText } from '#core/kernel/errors.ts';
import { readSignatureColumns } from '#core/models/index.ts';
import type { PythonAnswer, PythonRequest } from '../python/python-protocol.ts';
import { refusal, ScoringRefusal } from '../scoring-refusal.ts';
import { buildFeeds } from './feeds.ts';
import { buildAnswer, datatypeOf } from './onnx-answer.ts';
import type { OnnxAsk, OnnxOrder, OnnxReport } from './onnx-messages.ts';
import { onnxRuntimeName, openOnnxSession, type OnnxSession, type OnnxTensorSpec } from './onnx-session.ts';
import { readCsv, readInference, readInvocation } from './request-table.ts';

/** A model of ONNX in a thread of its own: one request at a time, in the words of models that run in Python. */
interface Model {
  session: OnnxSession;
  /** Columns that the signature names. */
  columns: string[];
}

const order = workerData as OnnxOrder;
const say = (report: OnnxReport): void => parentPort?.postMessage(report);

void start();

/** Says that the model is ready, and from then on answers; or why it is not. */
async function start(): Promise<void> {
  try {
    const began = performance.now();
    const session = await openOnnxSession(order.folder, order.file);
    const model: Model = { session, columns: readSignatureColumns(order.inputs) };
    const warnings = await warmUp(model);
    parentPort?.on('message', (asked: OnnxAsk) => void answer(model, asked));
    say({
      kind: 'ready',
      type: 'ready',
      python: onnxRuntimeName,
      loadedBy: onnxRuntimeName,
      loadMs: Math.round(performance.now() - began),
      warnings,
      takesTexts: takesTexts(session.inputs),
      inputs: session.inputs.map(({ name, type, shape }) => ({
        name,
        datatype: datatypeOf(type),
        shape: shape.length === 0 ? [-1] : [-1, ...shape.slice(1)],
      })),
    });
  } catch (error) {
    say({ kind: 'failed', message: errorText(error) });
  }
}

async function answer(model: Model, { id, request, body }: OnnxAsk): Promise<void> {
  try {
    say({ kind: 'answer', id, answer: await score(model, request, body) });
  } catch (error) {
    const {
      status,
      code,
      message,
      stack = null,
    } = error instanceof ScoringRefusal
      ? error
      : refusal(400, 'BAD_REQUEST', `The model failed on this request: ${errorText(error)}`);
    say({ kind: 'refusal', id, refusal: { status, code, message, stack } });
    if (isTrap(error)) process.exit(1);
  }
}

async function score(
  { session, columns }: Model,
  request: PythonRequest,
  body: Uint8Array,
): Promise<PythonAnswer> {
  const start = performance.now();
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  const { inputs, classes } = session;
  const inference = request.kind === 'infer' ? readInference(text) : null;
  const table =
    inference ??
    (request.format === 'csv' ? readCsv(text, (column) => isText(inputs, column)) : readInvocation(text));
  const outputs = await session.run(buildFeeds(table, inputs, columns));
  const built = buildAnswer({ table, outputs, classes }, request, inference?.id ?? null);
  return { ...built, micros: Math.round((performance.now() - start) * 1000) };
}

/** Memory that ran out, or a trap: what is left of the runtime is not to be trusted. */
function isTrap(error: unknown): boolean {
  return error instanceof Error && error.name === 'RuntimeError';
}

/** Answers the model's own example once: the first real request is then as fast as the next. */
async function warmUp(model: Model): Promise<string[]> {
  if (order.example === null) return [];
  try {
    const body = await readFile(join(order.folder, order.example));
    const request = { kind: 'invocations', format: 'json', name: '', version: '', requestId: '' } as const;
    await score(model, request, body);
    return [];
  } catch (error) {
    if (isTrap(error)) throw error;
    return [`its own input example fails: ${errorText(error)}`];
  }
}

/** One input that is one text per row. */
function takesTexts(inputs: readonly OnnxTensorSpec[]): boolean {
  const [only] = inputs;
  return inputs.length === 1 && only?.type === 'string' && only.shape.slice(1).every((size) => size === 1);
}

/** A column whose cells are texts, whatever they look like. One input takes all columns side by side. */
function isText(inputs: readonly OnnxTensorSpec[], column: string): boolean {
  if (inputs.length === 1) return inputs[0]?.type === 'string';
  return inputs.some(({ name, type }) => name === column && type === 'string');
}
