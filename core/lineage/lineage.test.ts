import { describe, expect, it } from 'vitest';
import type { LineageGraph } from '#contract/lineage.ts';
import type { EngineClient } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { testActor, withEngine } from '#core/testing/with-engine.ts';
import { moveArtifact, recordLineage, traceLineage, type ArtifactRef, type LineageFacts } from './index.ts';

describe('the story of a model', () => {
  it('is read upstream, downstream and both ways', () =>
    withLineage(async (ctx) => {
      await recordStory(ctx);
      expect(uris(traceLineage(ctx, { uri: 'batches:/7', direction: 'upstream', depth: 20 }))).toEqual([
        'batches:/7',
        'runs:/batch',
        'models:/churn/1',
        'datasets:/fresh/1',
        'runs:/train',
        'datasets:/reviews/1',
      ]);
      expect(
        uris(traceLineage(ctx, { uri: 'datasets:/reviews/1', direction: 'downstream', depth: 20 })),
      ).toEqual([
        'datasets:/reviews/1',
        'runs:/train',
        'models:/churn/1',
        'runs:/batch',
        'batches:/7',
        'runs:/monitor',
        'alerts:/3',
      ]);
      const both = traceLineage(ctx, { uri: 'models:/churn/1', direction: 'both', depth: 20 });
      expect(uris(both)).toHaveLength(7);
      expect(uris(both)).not.toContain('datasets:/fresh/1');
    }));

  it('has its edges in the direction of making, whichever way it is read', () =>
    withLineage(async (ctx) => {
      await recordStory(ctx);
      const graph = traceLineage(ctx, { uri: 'models:/churn/1', direction: 'upstream', depth: 20 });
      expect(graph.edges).toEqual(
        expect.arrayContaining([
          { from: 'datasets:/reviews/1', to: 'runs:/train' },
          { from: 'runs:/train', to: 'models:/churn/1' },
        ]),
      );
      expect(graph.edges).toHaveLength(2);
      expect(graph.nodes[1]).toMatchObject({
        nodeKind: 'execution',
        type: 'Run',
        state: 'COMPLETE',
        distance: 1,
      });
      expect(graph.nodes[0]).toMatchObject({ nodeKind: 'artifact', type: 'ModelVersion', state: null });
    }));

  it('is cut at the depth, and says so only when something is missing', () =>
    withLineage(async (ctx) => {
      await recordStory(ctx);
      const cut = traceLineage(ctx, { uri: 'batches:/7', direction: 'upstream', depth: 2 });
      expect(uris(cut)).toEqual(['batches:/7', 'runs:/batch', 'models:/churn/1', 'datasets:/fresh/1']);
      expect(cut.isCut).toBe(true);
      expect(traceLineage(ctx, { uri: 'batches:/7', direction: 'upstream', depth: 4 }).isCut).toBe(false);
    }));

  it('finds the run of a file by the address of the file', () =>
    withLineage(async (ctx) => {
      await recordStory(ctx);
      const graph = traceLineage(ctx, { uri: 'runs:/train/model', direction: 'downstream', depth: 1 });
      expect(uris(graph)).toEqual(['runs:/train', 'models:/churn/1']);
    }));
});

describe('recording', () => {
  it('the same again adds nothing, and brings state, digest and properties up to date', () =>
    withLineage(async (ctx) => {
      const facts: LineageFacts = {
        execution: { type: 'Run', uri: 'runs:/a', name: 'a', state: 'RUNNING', properties: { seed: 1 } },
        inputs: [dataset('d', 1)],
        contexts: [{ type: 'Experiment', name: 'churn' }],
      };
      await record(ctx, facts);
      await record(ctx, facts);
      await record(ctx, {
        execution: { type: 'Run', uri: 'runs:/a', name: 'a', state: 'COMPLETE', properties: { rows: 9 } },
        inputs: [{ ...dataset('d', 1), digest: 'abcdef' }],
        outputs: [model('m', 1)],
        contexts: [{ type: 'Experiment', name: 'churn' }],
      });
      await record(ctx, { execution: run('b'), inputs: [{ ...dataset('d', 1), digest: 'abc' }] });
      expect(countRows(ctx)).toEqual({ artifacts: 2, executions: 2, contexts: 1, events: 3, belongs: 2 });
      const { nodes } = traceLineage(ctx, { uri: 'runs:/a', direction: 'both', depth: 1 });
      expect(nodes.find(({ uri }) => uri === 'runs:/a')?.state).toBe('COMPLETE');
      expect(nodes.find(({ uri }) => uri === 'datasets:/d/1')?.digest).toBe('abcdef');
      expect(
        ctx.db.get<{ properties: string }>('SELECT properties FROM lineage_executions LIMIT 1')?.properties,
      ).toBe('{"seed":1,"rows":9}');
    }));

  it('that fails leaves nothing behind', () =>
    withLineage(async (ctx) => {
      const failing = ctx.write((tx) => {
        recordLineage(tx, { execution: run('a'), outputs: [model('m', 1)] });
        throw new Error('after lineage');
      });
      await expect(failing).rejects.toThrow('after lineage');
      expect(countRows(ctx)).toEqual({ artifacts: 0, executions: 0, contexts: 0, events: 0, belongs: 0 });
    }));

  it('an artifact that moves keeps its links', () =>
    withLineage(async (ctx) => {
      await recordStory(ctx);
      await ctx.write((tx) => {
        moveArtifact(tx, 'models:/churn/1', { uri: 'models:/leaving/1', name: 'leaving 1' });
        tx.unchanged();
      });
      const graph = traceLineage(ctx, { uri: 'models:/leaving/1', direction: 'upstream', depth: 2 });
      expect(uris(graph)).toEqual(['models:/leaving/1', 'runs:/train', 'datasets:/reviews/1']);
    }));
});

describe('an address that is taken', () => {
  it('is left by what had it before, with its links', () =>
    withLineage(async (ctx) => {
      await record(ctx, { execution: run('old'), outputs: [model('b', 1)] });
      await record(ctx, { execution: run('new'), outputs: [model('a', 1)] });
      await ctx.write((tx) => {
        moveArtifact(tx, 'models:/a/1', { uri: 'models:/b/1', name: 'b 1' });
        tx.unchanged();
      });
      expect(uris(traceLineage(ctx, { uri: 'models:/b/1', direction: 'upstream', depth: 9 }))).toEqual([
        'models:/b/1',
        'runs:/new',
      ]);
      const old = uris(traceLineage(ctx, { uri: 'runs:/old', direction: 'downstream', depth: 9 }));
      expect(old[1]).toMatch(/^models:\/b\/1#\d+$/);
    }));
});

describe('odd graphs', () => {
  it('of an address that nobody recorded is an error that names it', () =>
    withLineage(async (ctx, client) => {
      expect(await failureOf(client.lineage.trace({ uri: 'datasets:/ghost/1' }))).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'lineage', id: 'datasets:/ghost/1' },
      });
    }));

  it('of a run that used and made nothing is the run alone', () =>
    withLineage(async (ctx, client) => {
      const { runId } = await createTestRun(client);
      const expected = [{ uri: `runs:/${runId}`, type: 'Run', state: 'RUNNING', distance: 0 }];
      expect((await client.lineage.trace({ uri: `runs:/${runId}/model` })).nodes).toMatchObject(expected);
      expect(await failureOf(client.lineage.trace({ uri: 'runs:/ffff' }))).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'run', id: 'ffff' },
      });
    }));

  it('with circles end', () =>
    withLineage(async (ctx) => {
      await record(ctx, { execution: run('a'), inputs: [dataset('d', 1)], outputs: [dataset('d', 2)] });
      await record(ctx, { execution: run('b'), inputs: [dataset('d', 2)], outputs: [dataset('d', 1)] });
      await record(ctx, { execution: run('c'), inputs: [dataset('d', 3)], outputs: [dataset('d', 3)] });
      const circle = traceLineage(ctx, { uri: 'datasets:/d/1', direction: 'both', depth: 50 });
      expect(uris(circle)).toEqual(['datasets:/d/1', 'runs:/a', 'runs:/b', 'datasets:/d/2']);
      expect(circle.edges).toHaveLength(4);
      expect(circle.isCut).toBe(false);
      const itself = traceLineage(ctx, { uri: 'datasets:/d/3', direction: 'upstream', depth: 50 });
      expect(uris(itself)).toEqual(['datasets:/d/3', 'runs:/c']);
    }));

  it('tell the shortest way where there are several', () =>
    withLineage(async (ctx) => {
      await record(ctx, {
        execution: run('split'),
        inputs: [dataset('raw', 1)],
        outputs: [dataset('clean', 1)],
      });
      await record(ctx, {
        execution: run('train'),
        inputs: [dataset('raw', 1), dataset('clean', 1)],
        outputs: [model('m', 1)],
      });
      const { nodes } = traceLineage(ctx, { uri: 'models:/m/1', direction: 'upstream', depth: 50 });
      expect(nodes.map(({ uri, distance }) => [uri, distance])).toContainEqual(['datasets:/raw/1', 2]);
    }));

  it('of 10,000 nodes are traced in the time of some plain reads of their rows, whatever the machine', () =>
    withLineage(async (ctx) => {
      await recordWide(ctx, 3333);
      const query = { uri: 'datasets:/raw/1', direction: 'downstream', depth: 20 } as const;
      expect(traceLineage(ctx, query).nodes.length).toBeGreaterThanOrEqual(10_000);
      const tables = ['lineage_artifacts', 'lineage_executions', 'lineage_events'];
      const readRows = (): void => tables.forEach((table) => void ctx.db.all(`SELECT * FROM ${table}`));
      const [traced, read] = fastestOf(20, [() => void traceLineage(ctx, query), readRows]);
      expect((traced ?? Infinity) / (read ?? 0)).toBeLessThan(4);
    }));
});

/** The shortest time of each, in ms; they take turns, so that what slows the machine slows all. */
function fastestOf(rounds: number, works: readonly (() => void)[]): number[] {
  const times = works.map(() => Infinity);
  for (let round = 0; round < rounds; round += 1)
    works.forEach((work, at) => {
      const start = performance.now();
      work();
      times[at] = Math.min(times[at] ?? Infinity, performance.now() - start);
    });
  return times;
}

async function recordStory(ctx: EngineContext): Promise<void> {
  await record(ctx, {
    execution: run('train'),
    inputs: [dataset('reviews', 1)],
    outputs: [model('churn', 1)],
  });
  await record(ctx, {
    execution: { ...run('batch'), type: 'BatchPredict' },
    inputs: [model('churn', 1), dataset('fresh', 1)],
    outputs: [{ type: 'Batch', uri: 'batches:/7', name: 'batch 7' }],
  });
  await record(ctx, {
    execution: { ...run('monitor'), type: 'Monitor' },
    inputs: [{ type: 'Batch', uri: 'batches:/7', name: 'batch 7' }],
    outputs: [{ type: 'Alert', uri: 'alerts:/3', name: 'drift' }],
  });
}

/** One dataset, `runs` runs that used it, a model and a batch of each. */
function recordWide(ctx: EngineContext, runs: number): Promise<void> {
  return ctx.write((tx) => {
    for (let i = 1; i <= runs; i++) {
      recordLineage(tx, {
        execution: run(`r${i}`),
        inputs: [dataset('raw', 1)],
        outputs: [model('m', i), { type: 'Batch', uri: `batches:/${i}`, name: `batch ${i}` }],
      });
    }
    tx.unchanged();
  });
}

function record(ctx: EngineContext, facts: LineageFacts): Promise<void> {
  return ctx.write((tx) => {
    recordLineage(tx, facts);
    tx.unchanged();
  });
}

function run(name: string): LineageFacts['execution'] {
  return { type: 'Run', uri: `runs:/${name}`, name, state: 'COMPLETE' };
}

function dataset(name: string, version: number): ArtifactRef {
  return { type: 'DatasetVersion', uri: `datasets:/${name}/${version}`, name: `${name} ${version}` };
}

function model(name: string, version: number): ArtifactRef {
  return { type: 'ModelVersion', uri: `models:/${name}/${version}`, name: `${name} ${version}` };
}

function uris(graph: LineageGraph): string[] {
  return graph.nodes.map(({ uri }) => uri);
}

function countRows(ctx: EngineContext): unknown {
  return ctx.db.get(
    `SELECT (SELECT count(*) FROM lineage_artifacts) AS artifacts, (SELECT count(*) FROM lineage_executions) AS executions,
       (SELECT count(*) FROM lineage_contexts) AS contexts, (SELECT count(*) FROM lineage_events) AS events,
       (SELECT count(*) FROM lineage_attributions) + (SELECT count(*) FROM lineage_associations) AS belongs`,
  );
}

function withLineage<T>(fn: (ctx: EngineContext, client: EngineClient) => Promise<T>): Promise<T> {
  return withEngine(({ engine, client }) => fn(engine.rpcContext(testActor).engine, client));
}
