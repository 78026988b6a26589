import { join } from 'node:path';
import type { ModelRemark } from '#contract/python.ts';
import type { ServingStatus } from '#contract/serving.ts';
import { errorText, hasCode, StileError } from '#core/kernel/errors.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import type { Logger } from '#core/kernel/logger.ts';
import { readRuntime, type OnnxModel } from '#core/models/index.ts';
import type { PythonService } from '#core/python/index.ts';
import { startOnnxProcess } from '../onnx/onnx-process.ts';
import { refusal } from '../scoring-refusal.ts';
import type { ModelTarget } from '../servable-model.ts';
import { startPythonProcess, type PythonProcess } from './python-process.ts';
import type { PythonAnswer, PythonRequest, ReadyMessage } from './python-protocol.ts';
import {
  createPythonScorer,
  type AskOptions,
  type PreparedRuntime,
  type PythonLimits,
  type PythonScorer,
} from './python-scorer.ts';

export interface PythonPoolOptions {
  python: PythonService;
  platform: Platform;
  env: Environment;
  /** Absolute folder of what ships and is not code. */
  resources: string;
  logger: Logger;
  limits?: Partial<PythonLimits>;
  /** Models that stay warm. */
  mostWarm?: number;
  /** The state of a model changed. */
  onChange(): void;
}

/** The warm Python processes of all models that were asked, one each. */
export interface PythonPool {
  /**
   * Resolves when the model is loaded and warm.
   * @param onLine is given what the installer says
   * @throws what kept it from being so
   */
  open(target: ModelTarget, onLine?: (line: string) => void): Promise<ReadyMessage>;
  /** @throws ScoringRefusal */
  ask(
    target: ModelTarget,
    request: PythonRequest,
    body: Uint8Array,
    options?: AskOptions,
  ): Promise<PythonAnswer>;
  /** `keep`: an address whose model is never let go for another. */
  keep(uri: string | null): void;
  status(): ServingStatus['python'];
  stop(): Promise<void>;
}

const usualLimits: PythonLimits = { requestMs: 60_000, waiting: 64, waitingBytes: 50_000_000 };
/** A process of scikit-learn with MLflow takes about 200 MB. */
const usualMostWarm = 3;

interface Entry {
  target: ModelTarget;
  /** Python until its files were read. */
  runtime: ServingStatus['python'][number]['runtime'];
  scorer: PythonScorer;
  /** Why ONNX Runtime cannot load it, once that was tried in vain. */
  onnxProblem: string | null;
  /** What the installer says, and who wants to know. */
  line: string | null;
  listeners: Set<(line: string) => void>;
}

interface Pool extends PythonPoolOptions {
  entries: Map<string, Entry>;
  kept: string | null;
  isStopped: boolean;
}

export function createPythonPool(options: PythonPoolOptions): PythonPool {
  const pool: Pool = { ...options, entries: new Map(), kept: null, isStopped: false };
  return {
    open: async (target, onLine) => open(take(pool, target), onLine),
    ask: async (target, request, body, options) => take(pool, target).scorer.ask(request, body, options),
    keep: (uri) => void (pool.kept = uri),
    status: () => [...pool.entries.values()].filter(isRegistered).map(describe),
    async stop() {
      pool.isStopped = true;
      await Promise.all([...pool.entries.values()].map(({ scorer }) => scorer.close()));
      pool.entries.clear();
    },
  };
}

/** @throws ScoringRefusal 503 when the pool was stopped: nobody would end a process that is started now */
function take(pool: Pool, target: ModelTarget): Entry {
  if (pool.isStopped) throw refusal(503, 'TEMPORARILY_UNAVAILABLE', `${target.uri} is being stopped.`);
  const key = [target.uri, target.folder, target.edition].join(' ');
  const entry = pool.entries.get(key) ?? makeEntry(pool, target);
  // The last one asked is the last to go.
  pool.entries.delete(key);
  pool.entries.set(key, entry);
  makeRoom(pool);
  return entry;
}

async function open({ scorer, listeners }: Entry, onLine?: (line: string) => void): Promise<ReadyMessage> {
  if (onLine === undefined) return scorer.open();
  listeners.add(onLine);
  try {
    return await scorer.open();
  } finally {
    listeners.delete(onLine);
  }
}

function makeEntry(pool: Pool, target: ModelTarget): Entry {
  const { limits, onChange } = pool;
  const entry: Entry = {
    target,
    runtime: 'python',
    onnxProblem: null,
    line: null,
    listeners: new Set(),
    scorer: createPythonScorer({
      uri: target.uri,
      limits: { ...usualLimits, ...limits },
      prepare: (signal) => prepare(pool, entry, signal),
      onChange,
    }),
  };
  return entry;
}

/** What runs the model: the runtime that Stile brings, or its Python, which may have to be made. */
async function prepare(pool: Pool, entry: Entry, signal: AbortSignal): Promise<PreparedRuntime> {
  const runtime = await readRuntime(entry.target.folder);
  if (runtime.kind === 'onnx' && entry.onnxProblem === null) {
    try {
      return await prepareOnnx(entry, runtime.model, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (runtime.python === null) throw error;
      entry.onnxProblem = hasCode(error, 'MODEL_FAILED') ? error.data.problem : errorText(error);
    }
  }
  return preparePython(pool, entry);
}

/** Only a model that has been loaded is known to be one that this runtime can load. @throws MODEL_FAILED */
async function prepareOnnx(entry: Entry, model: OnnxModel, signal: AbortSignal): Promise<PreparedRuntime> {
  entry.runtime = 'onnx';
  const process = await startOnnxProcess(entry.target, model, signal);
  return { python: 'ONNX Runtime', remarks: [], start: () => Promise.resolve(process) };
}

async function preparePython(pool: Pool, entry: Entry): Promise<PreparedRuntime> {
  const { target, onnxProblem } = entry;
  entry.runtime = 'python';
  const onLine = (line: string): void => {
    entry.line = line;
    for (const listener of entry.listeners) listener(line);
    pool.onChange();
  };
  try {
    const { python, remarks } = await pool.python.prepare(target.folder, onLine);
    return {
      python,
      remarks: onnxProblem === null ? remarks : [remarkOnOnnx(onnxProblem), ...remarks],
      start: (signal) => startInPython(pool, target, python, signal),
    };
  } catch (error) {
    if (onnxProblem === null) throw error;
    // What kept ONNX Runtime from it may have passed when this is tried again.
    entry.onnxProblem = null;
    throw neitherWay(target, onnxProblem, error);
  } finally {
    entry.line = null;
  }
}

function remarkOnOnnx(problem: string): ModelRemark {
  return { code: 'onnx_cannot', facts: { problem }, text: `ONNX Runtime cannot load it: ${problem}.` };
}

/** A failure of Python that also says why ONNX Runtime was not enough. */
function neitherWay({ uri }: ModelTarget, onnxProblem: string, error: unknown): unknown {
  if (!(error instanceof StileError) || error.code === 'CANCELED') return error;
  const { text } = remarkOnOnnx(onnxProblem);
  const problem = `${text} In Python it cannot run here either: ${error.message}`;
  const remedy = 'Either of the two will do; onnx.checker.check_model tells whether the file is whole.';
  return new StileError('MODEL_FAILED', `${uri}: ${problem} ${remedy}`, { model: uri, problem, remedy });
}

function startInPython(
  { platform, env, resources, logger }: Pool,
  target: ModelTarget,
  python: string,
  signal: AbortSignal,
): Promise<PythonProcess> {
  return startPythonProcess({
    target,
    platform,
    env,
    python,
    script: join(resources, 'python', 'stile_score.py'),
    onLine: (line) => {
      logger.debug({ model: target.uri, line }, 'a model in Python said');
    },
    signal,
  });
}

/**
 * Ends the processes that were asked least recently, but none that is at work, nor the endpoint's. A candidate, which is
 * measured once, makes room for whatever is asked after it.
 */
function makeRoom({ entries, kept, mostWarm = usualMostWarm }: Pool): void {
  let over = entries.size - mostWarm;
  const last = [...entries.keys()].at(-1);
  for (const [key, { target, scorer }] of entries) {
    if (key === last || target.uri === kept || scorer.isBusy()) continue;
    if (over <= 0 && target.version > 0) continue;
    entries.delete(key);
    void scorer.close();
    over--;
  }
}

/** A candidate that a pipeline measures is none of the models that are served. */
function isRegistered({ target }: Entry): boolean {
  return target.version > 0;
}

function describe({ target, runtime, scorer, line }: Entry): ServingStatus['python'][number] {
  const { name, version } = target;
  const known = scorer.state();
  // Nothing is installed for ONNX Runtime: looking whether it can load the model is its start.
  const state = runtime === 'onnx' && known.state === 'preparing' ? 'starting' : known.state;
  return { name, version, runtime, ...known, state, remarks: [...known.remarks], line };
}
