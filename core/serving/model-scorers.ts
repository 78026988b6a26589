import { createTextScorer, readRuntime, type ModelScorers } from '#core/models/index.ts';
import { loadServable } from './load-servable.ts';
import { openPythonScorer } from './python/python-model-scorer.ts';
import type { PythonPool } from './python/python-pool.ts';
import type { ModelTarget, TextServable } from './servable-model.ts';

/** The way to models of any kind: text models in this thread, the others in the same Python processes that serve them. */
export function createModelScorers(pool: PythonPool): ModelScorers {
  const shelf = createModelShelf();
  return {
    async open(target, options = {}) {
      const runtime = await readRuntime(target.folder);
      options.signal?.throwIfAborted();
      if (runtime.kind !== 'text') return openPythonScorer(pool, target, runtime.model, options);
      const { labels, score } = await shelf.take(target);
      return createTextScorer({ classes: labels, score });
    },
  };
}

/** Loads text models and keeps the last few. */
interface ModelShelf {
  /** @throws MODEL_DAMAGED, MODEL_NOT_RUNNABLE */
  take(target: ModelTarget): Promise<TextServable>;
}

const keptModels = 3;

function createModelShelf(): ModelShelf {
  const models = new Map<string, Promise<TextServable>>();
  return {
    take(target) {
      // The files of a registered version never change; those of a run may be logged again.
      if (target.version === 0) return loadServable(target);
      const key = `${target.uri} ${target.folder}`;
      const loading = models.get(key) ?? loadServable(target);
      models.delete(key);
      models.set(key, loading);
      loading.catch(() => models.delete(key));
      const [oldest] = models.keys();
      if (models.size > keptModels && oldest !== undefined) models.delete(oldest);
      return loading;
    },
  };
}
