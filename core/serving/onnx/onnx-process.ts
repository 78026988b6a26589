import { Worker } from 'node:worker_threads';
import { errorText, StileError } from '#core/kernel/errors.ts';
import { workerFile } from '#core/kernel/worker-file.ts';
import type { OnnxModel } from '#core/models/index.ts';
import type { PythonProcess } from '../python/python-process.ts';
import type { PythonAnswer, ReadyMessage } from '../python/python-protocol.ts';
import { ScoringRefusal } from '../scoring-refusal.ts';
import type { ModelTarget } from '../servable-model.ts';
import type { OnnxAsk, OnnxOrder, OnnxReport } from './onnx-messages.ts';

/**
 * Starts a thread for a model of ONNX and lets it load: asked in the same way as the process of a model in Python, but
 * no Python is needed.
 * @throws MODEL_FAILED with the runtime's words
 */
export async function startOnnxProcess(
  target: ModelTarget,
  { file, signature, example }: OnnxModel,
  signal: AbortSignal,
): Promise<PythonProcess> {
  const order: OnnxOrder = { folder: target.folder, file, inputs: signature?.inputs ?? null, example };
  const worker = new Worker(workerFile('serving/onnx/onnx-model.worker.ts'), {
    workerData: order,
    execArgv: [],
  });
  const end = createEnd(worker);
  const cancel = (): void => void worker.terminate();
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    const first = await Promise.race([nextReport(worker), end.happened.then(() => null)]);
    if (first?.kind === 'ready') return toProcess(worker, target, first, end.words);
    const problem = first?.kind === 'failed' ? first.message : await end.words;
    await worker.terminate();
    throw loadFailed(target, problem);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

function nextReport(worker: Worker): Promise<OnnxReport> {
  return new Promise((resolve) => worker.once('message', resolve));
}

/** When the thread has ended, and why. */
function createEnd(worker: Worker): { happened: Promise<void>; words: Promise<string> } {
  let problem = 'it was ended';
  worker.on('error', (error) => {
    problem = errorText(error);
  });
  const words = new Promise<string>((resolve) => {
    worker.once('exit', () => {
      resolve(problem);
    });
  });
  return { happened: words.then(() => undefined), words };
}

function toProcess(
  worker: Worker,
  target: ModelTarget,
  ready: ReadyMessage,
  ended: Promise<string>,
): PythonProcess {
  const asked = new Map<number, PromiseWithResolvers<PythonAnswer>>();
  let number = 0;
  worker.on('message', (report: OnnxReport) => {
    if (report.kind !== 'answer' && report.kind !== 'refusal') return;
    const waiting = asked.get(report.id);
    asked.delete(report.id);
    if (report.kind === 'answer') waiting?.resolve(report.answer);
    else waiting?.reject(new ScoringRefusal(report.refusal));
  });
  void ended.then((words) => {
    const message = `The thread of ${target.uri} ended while it answered this request: ${words}. It is started again.`;
    for (const { reject } of asked.values())
      reject(new ScoringRefusal({ status: 503, code: 'TEMPORARILY_UNAVAILABLE', message }));
    asked.clear();
  });
  return {
    ready,
    ask: (request, body) => {
      const id = ++number;
      const waiting = Promise.withResolvers<PythonAnswer>();
      asked.set(id, waiting);
      // The body may be part of a buffer that others use.
      const own = new Uint8Array(body);
      worker.postMessage({ id, request, body: own } satisfies OnnxAsk, [own.buffer]);
      return waiting.promise;
    },
    ended,
    kill: async () => {
      await worker.terminate();
    },
  };
}

function loadFailed({ uri }: ModelTarget, problem: string): StileError {
  const remedy =
    'Its outputs must be tensors and its operators those of ONNX and ai.onnx.ml; onnx.checker.check_model tells whether the file is whole.';
  return new StileError('MODEL_FAILED', `${uri} cannot be loaded by ONNX Runtime: ${problem}. ${remedy}`, {
    model: uri,
    problem,
    remedy,
  });
}
