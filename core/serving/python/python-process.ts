import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StileError } from '#core/kernel/errors.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { readRuntime } from '#core/models/index.ts';
import { buildChildEnvironment } from '#core/processes/child-environment.ts';
import { startProcess, type ProcessEnd, type RunningProcess } from '#core/processes/start-process.ts';
import { ScoringRefusal } from '../scoring-refusal.ts';
import type { ModelTarget } from '../servable-model.ts';
import { createFrameReader, encodeFrame, type Frame } from './frames.ts';
import {
  replyMessage,
  startMessage,
  type FailedMessage,
  type PythonAnswer,
  type PythonRequest,
  type ReadyMessage,
} from './python-protocol.ts';

export interface PythonProcessOptions {
  target: ModelTarget;
  platform: Platform;
  env: Environment;
  /** The Python to start, and the program that it runs. */
  python: string;
  script: string;
  /** What the model prints. */
  onLine(line: string): void;
  /** Ends a start that is under way. */
  signal: AbortSignal;
}

/** One life of a scoring program, with its model loaded. */
export interface PythonProcess {
  ready: ReadyMessage;
  /** One request at a time. @throws ScoringRefusal with what the model said; 503 when the process ends meanwhile */
  ask(request: PythonRequest, body: Uint8Array): Promise<PythonAnswer>;
  /** Resolves with the words for it when it has ended, for whatever reason. */
  ended: Promise<string>;
  kill(): Promise<void>;
}

/** What the process gets to end by itself, in ms. */
const killGraceMs = 1000;
/** Lines of stderr that are kept for the message about its end. */
const keptLines = 20;

/**
 * Starts the scoring program and lets it load its model.
 * @throws MODEL_FAILED with what Python said, MODEL_DAMAGED, MODEL_NOT_RUNNABLE
 */
export async function startPythonProcess(options: PythonProcessOptions): Promise<PythonProcess> {
  const { target } = options;
  const runtime = await readRuntime(target.folder);
  const model = runtime.kind === 'python' ? runtime.model : runtime.kind === 'onnx' ? runtime.python : null;
  if (model === null) throw new Error(`${target.uri} is no model that runs in Python`);
  const { flavors, signature, example } = model;
  // Not the model's own folder: what a model writes into its working folder must not change it.
  const cwd = await mkdtemp(join(tmpdir(), 'stile-python-'));
  const life = launch(options, cwd);
  const cleared = life.running.ended
    .then(() => rm(cwd, { recursive: true, force: true }))
    .catch(() => undefined);
  life.send({ folder: target.folder, flavors, signature, example });
  const cancel = (): void => void life.running.kill(0);
  options.signal.addEventListener('abort', cancel);
  if (options.signal.aborted) cancel();
  const first = await life.next();
  options.signal.removeEventListener('abort', cancel);
  const said = startMessage.safeParse(first?.header).data;
  if (said?.type === 'ready') return toPythonProcess(life, target, said, cleared);
  const end = await life.running.kill(killGraceMs);
  await cleared;
  throw said === undefined ? endedAtStart(target, wordEnd(end, life.tail)) : loadFailed(target, said);
}

interface Life {
  running: RunningProcess;
  /** The last lines of stderr. */
  tail: string[];
  send(header: object, body?: Uint8Array): void;
  /** The next message; null when the process ends instead. */
  next(): Promise<Frame | null>;
}

function launch({ platform, env, python, script, onLine }: PythonProcessOptions, cwd: string): Life {
  const tail: string[] = [];
  let waiting: ((frame: Frame | null) => void) | null = null;
  const hear = (frame: Frame | null): void => {
    waiting?.(frame);
    waiting = null;
  };
  const running = startProcess({
    platform,
    command: python,
    args: ['-I', '-B', '-u', '-X', 'utf8', '-X', 'faulthandler', script],
    cwd,
    env: buildChildEnvironment(platform, env, { MLFLOW_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: 'true' }),
    onOutput: createFrameReader(hear, (problem) => {
      tail.push(problem);
      void running.kill(0);
    }),
    onLine: (line) => {
      tail.push(line);
      if (tail.length > keptLines) tail.shift();
      onLine(line);
    },
  });
  let hasEnded = false;
  void running.ended.then(() => {
    hasEnded = true;
    hear(null);
  });
  return {
    running,
    tail,
    send: (header, body) => {
      for (const piece of encodeFrame(header, body)) running.write(piece);
    },
    next: () =>
      new Promise((resolve) => {
        if (hasEnded) resolve(null);
        else waiting = resolve;
      }),
  };
}

function toPythonProcess(
  life: Life,
  target: ModelTarget,
  ready: ReadyMessage,
  cleared: Promise<void>,
): PythonProcess {
  let number = 0;
  return {
    ready,
    async ask(request, body) {
      life.send({ ...request, id: ++number }, body);
      const frame = await life.next();
      if (frame !== null) return readReply(frame);
      const words = wordEnd(await life.running.ended, life.tail);
      throw new ScoringRefusal({
        status: 503,
        code: 'TEMPORARILY_UNAVAILABLE',
        message: `The Python process of ${target.uri} ended while it answered this request: ${words}. It is started again.`,
      });
    },
    ended: life.running.ended.then((end) => wordEnd(end, life.tail)),
    async kill() {
      await life.running.kill(killGraceMs);
      await cleared;
    },
  };
}

/** @throws ScoringRefusal */
function readReply({ header, body }: Frame): PythonAnswer {
  const reply = replyMessage.parse(header);
  if (!('parts' in reply)) throw new ScoringRefusal({ ...reply, stack: reply.stack });
  let at = 0;
  const [answer = '', inputs = '', predictions = '', probabilities = ''] = reply.parts.map((length) =>
    body.toString('utf8', at, (at += length)),
  );
  return { rows: reply.rows, micros: reply.micros, answer, inputs, predictions, probabilities };
}

function wordEnd({ code, signal, problem }: ProcessEnd, tail: readonly string[]): string {
  if (problem !== null) return problem;
  const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
  const last = tail.findLast((line) => line.trim() !== '');
  return last === undefined ? how : `${how}, last words: ${last.trim().slice(0, 300)}`;
}

function endedAtStart({ uri }: ModelTarget, words: string): StileError {
  const problem = `Python ended before the model was loaded (${words})`;
  const remedy = 'Try it in Python: mlflow.pyfunc.load_model("models:/...") shows the same.';
  return new StileError('MODEL_FAILED', `${uri} cannot be loaded: ${problem}. ${remedy}`, {
    model: uri,
    problem,
    remedy,
  });
}

function loadFailed({ uri }: ModelTarget, { error, message, module }: FailedMessage): StileError {
  const problem = `${error}: ${message}`.slice(0, 1000);
  const remedy =
    module === null
      ? 'Load it in Python with mlflow.pyfunc.load_model to see the whole trace, and log it again.'
      : `The package "${module}" is not among the model's requirements: log it again with pip_requirements that list it.`;
  return new StileError('MODEL_FAILED', `${uri} cannot be loaded in Python: ${problem}. ${remedy}`, {
    model: uri,
    problem,
    remedy,
  });
}
