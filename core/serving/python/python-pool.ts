import { join } from 'node:path';
import type { ServingStatus } from '#contract/serving.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import type { Logger } from '#core/kernel/logger.ts';
import type { PythonService } from '#core/python/index.ts';
import type { ModelTarget } from '../servable-model.ts';
import { startPythonProcess } from './python-process.ts';
import type { PythonAnswer, PythonRequest, ReadyMessage } from './python-protocol.ts';
import { createPythonScorer, type PythonLimits, type PythonScorer } from './python-scorer.ts';

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
  /** Resolves when the model is loaded and warm. @throws what kept it from being so */
  open(target: ModelTarget): Promise<ReadyMessage>;
  /** @throws ScoringRefusal */
  ask(target: ModelTarget, request: PythonRequest, body: Uint8Array): Promise<PythonAnswer>;
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
  scorer: PythonScorer;
  /** What the installer says. */
  line: string | null;
}

interface Pool extends PythonPoolOptions {
  entries: Map<string, Entry>;
  kept: string | null;
  isStopped: boolean;
}

export function createPythonPool(options: PythonPoolOptions): PythonPool {
  const pool: Pool = { ...options, entries: new Map(), kept: null, isStopped: false };
  return {
    open: (target) => take(pool, target).scorer.open(),
    ask: (target, request, body) => take(pool, target).scorer.ask(request, body),
    keep: (uri) => void (pool.kept = uri),
    status: () => [...pool.entries.values()].map(describe),
    async stop() {
      pool.isStopped = true;
      await Promise.all([...pool.entries.values()].map(({ scorer }) => scorer.close()));
      pool.entries.clear();
    },
  };
}

function take(pool: Pool, target: ModelTarget): Entry {
  const key = `${target.uri} ${target.folder}`;
  const entry = pool.entries.get(key) ?? makeEntry(pool, target);
  // The last one asked is the last to go.
  pool.entries.delete(key);
  pool.entries.set(key, entry);
  makeRoom(pool);
  return entry;
}

function makeEntry(pool: Pool, target: ModelTarget): Entry {
  const { python, platform, env, resources, logger, limits, onChange } = pool;
  const entry: Entry = {
    target,
    line: null,
    scorer: createPythonScorer({
      uri: target.uri,
      limits: { ...usualLimits, ...limits },
      prepare: () =>
        python
          .prepare(target.folder, (line) => {
            entry.line = line;
            onChange();
          })
          .finally(() => (entry.line = null)),
      start: (interpreter, signal) =>
        startPythonProcess({
          target,
          platform,
          env,
          python: interpreter,
          script: join(resources, 'python', 'stile_score.py'),
          onLine: (line) => {
            logger.debug({ model: target.uri, line }, 'a model in Python said');
          },
          signal,
        }),
      onChange,
    }),
  };
  return entry;
}

/** Ends the processes that were asked least recently, but none that is at work, nor the endpoint's. */
function makeRoom({ entries, kept, mostWarm = usualMostWarm }: Pool): void {
  let over = entries.size - mostWarm;
  const last = [...entries.keys()].at(-1);
  for (const [key, { target, scorer }] of entries) {
    if (over <= 0) return;
    if (key === last || target.uri === kept || scorer.isBusy()) continue;
    entries.delete(key);
    void scorer.close();
    over--;
  }
}

function describe({ target, scorer, line }: Entry): ServingStatus['python'][number] {
  const { name, version } = target;
  return { name, version, ...scorer.state(), remarks: [...scorer.state().remarks], line };
}
