import { join } from 'node:path';
import { openEngine } from '#core/engine.ts';
import { systemClock } from '#core/kernel/clock.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { testEngineOptions } from '#core/testing/with-engine.ts';
import { recordLineage, traceLineage, type LineageFacts, type TraceQuery } from './index.ts';

const budgetMs = 50;

/** Tracing 10,000 nodes, spread wide and in a chain of many steps, and what a write of lineage costs. */
export const bench: Bench = {
  name: 'lineage',
  run: async ({ folder }) => {
    const engine = await openEngine({ ...testEngineOptions(join(folder, 'w')), clock: systemClock });
    const { ctx } = engine;
    const perWrite = await recordAll(ctx, [...wideFacts(3333), ...layeredFacts(24, 138)]);
    const rows = [
      measureTrace(ctx, 'one dataset, 3,333 runs', {
        uri: 'datasets:/raw/1',
        direction: 'downstream',
        depth: 50,
      }),
      measureTrace(ctx, 'all that made one dataset', {
        uri: 'datasets:/layer-24/0',
        direction: 'upstream',
        depth: 50,
      }),
      { case: 'recording one execution with three artifacts', value: perWrite, unit: 'µs' },
    ];
    await engine.stop();
    return rows;
  },
};

function measureTrace(ctx: EngineContext, what: string, query: TraceQuery): BenchRow {
  const { nodes } = traceLineage(ctx, query);
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now();
    traceLineage(ctx, query);
    return performance.now() - start;
  });
  const median = times.sort((a, b) => a - b)[7] ?? NaN;
  return {
    case: `trace of ${nodes.length.toLocaleString('en')} nodes: ${what}`,
    value: median,
    unit: 'ms',
    budget: `< ${budgetMs} ms`,
    ok: median < budgetMs,
  };
}

/** Microseconds per execution, without the commit. */
async function recordAll(ctx: EngineContext, facts: readonly LineageFacts[]): Promise<number> {
  return ctx.write((tx) => {
    const start = performance.now();
    for (const fact of facts) recordLineage(tx, fact);
    tx.unchanged();
    return ((performance.now() - start) * 1000) / facts.length;
  });
}

function wideFacts(runs: number): LineageFacts[] {
  return Array.from({ length: runs }, (_, i) => ({
    execution: execution(`wide-${i}`),
    inputs: [dataset('raw', 1)],
    outputs: [dataset('model', i), dataset('batch', i)],
  }));
}

/** Layers of datasets, each made from three of the layer before: many ways lead from the last to the first. */
function layeredFacts(layers: number, width: number): LineageFacts[] {
  return Array.from({ length: layers * width }, (_, i) => {
    const [layer, at] = [Math.floor(i / width), i % width];
    return {
      execution: execution(`layer-${layer}-${at}`),
      inputs: [0, 1, 2].map((k) => dataset(`layer-${layer}`, (at + k * 7) % width)),
      outputs: [dataset(`layer-${layer + 1}`, at)],
    };
  });
}

function execution(name: string): LineageFacts['execution'] {
  return { type: 'Run', uri: `runs:/${name}`, name, state: 'COMPLETE' };
}

function dataset(name: string, version: number): NonNullable<LineageFacts['inputs']>[number] {
  return { type: 'DatasetVersion', uri: `datasets:/${name}/${version}`, name };
}
