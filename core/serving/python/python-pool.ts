import { join } from 'node:path';
import type { ServingStatus } from '#contract/serving.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import type { Logger } from '#core/kernel/logger.ts';
import { readRuntime } from '#core/models/index.ts';
import type { PythonService } from '#core/python/index.ts';
import { startOnnxProcess } from '../onnx/onnx-process.ts';
import { refusal } from '../scoring-refusal.ts';
import type { ModelTarget } from '../servable-model.ts';
import { startPythonProcess, type PythonProcess } from './python-process.ts';
import type { PythonAnswer, PythonRequest, ReadyMessage } from './python-protocol.ts';
import {
  createPythonScorer,
  type AskOptions,
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
    line: null,
    listeners: new Set(),
    scorer: createPythonScorer({
      uri: target.uri,
      limits: { ...usualLimits, ...limits },
      prepare: () => prepare(pool, entry),
      start: (interpreter, signal) => start(pool, target, interpreter, signal),
      onChange,
    }),
  };
  return entry;
}

/** What runs the model: its Python, which may have to be made, or the runtime that Stile brings. */
async function prepare(
  { python, onChange }: Pool,
  entry: Entry,
): Promise<{ python: string; remarks: readonly string[] }> {
  const { folder } = entry.target;
  if ((await readRuntime(folder)).kind === 'onnx') {
    entry.runtime = 'onnx';
    return { python: 'ONNX Runtime', remarks: [] };
  }
  const onLine = (line: string): void => {
    entry.line = line;
    for (const listener of entry.listeners) listener(line);
    onChange();
  };
  return python.prepare(folder, onLine).finally(() => (entry.line = null));
}

async function start(
  { platform, env, resources, logger }: Pool,
  target: ModelTarget,
  interpreter: string,
  signal: AbortSignal,
): Promise<PythonProcess> {
  const runtime = await readRuntime(target.folder);
  if (runtime.kind === 'onnx') return startOnnxProcess(target, runtime.model, signal);
  return startPythonProcess({
    target,
    platform,
    env,
    python: interpreter,
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
  return { name, version, runtime, ...scorer.state(), remarks: [...scorer.state().remarks], line };
}
