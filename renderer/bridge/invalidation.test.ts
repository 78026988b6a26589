import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import type { EngineEvent } from '#contract/events.ts';
import { createInvalidator, staleKeys } from './invalidation.ts';
import type { Invalidator } from './invalidation.ts';

it('a changed run makes its lists, its counts and itself stale, and nothing of other experiments', () => {
  const { keys } = staleKeys({ type: 'run.changed', experimentId: '7', runId: 'r' });
  expect(keys).toContainEqual(['run-lists', '7']);
  expect(keys).toContainEqual(['runs', 'r']);
  expect(keys.flat()).not.toContain('8');
});

it('what is read over many runs waits for a calm moment, and nothing that a run does in between asks for it', () => {
  const fact = { pipelineRunId: 'r', pipeline: 'p' };
  const changed = staleKeys({ type: 'pipelineRun.changed', ...fact });
  expect(changed.pace).toBe('soon');
  expect(changed.keys).not.toContainEqual(['pipeline-calendar']);
  expect(changed.calm).toEqual([['pipeline-calendar']]);
  const progress = staleKeys({ type: 'pipelineRun.progress', ...fact });
  expect([...progress.keys, ...(progress.calm ?? [])]).not.toContainEqual(['pipeline-calendar']);
});

function watch(queryClient: QueryClient): unknown[] {
  const asked: unknown[] = [];
  queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'updated' && query.state.isInvalidated) asked.push(query.queryKey);
  });
  return asked;
}

const batch = (epoch: string, from: number, to: number, events: EngineEvent[] = []) => ({
  epoch,
  from,
  to,
  events,
});

it('a gap or another life of the engine makes everything stale', () => {
  for (const next of [batch('a', 5, 6), batch('b', 4, 4)]) {
    const queryClient = new QueryClient();
    queryClient.setQueryData(['anything'], 1);
    const asked = watch(queryClient);
    const invalidator = createInvalidator(queryClient);
    invalidator.accept(batch('a', 1, 3));
    expect(asked).toEqual([]);
    invalidator.accept(next);
    expect(asked).toEqual([['anything']]);
  }
});

it('a fact that comes during a first read is not lost: what was read may be older', async () => {
  for (const tell of [
    (invalidator: Invalidator) =>
      invalidator.accept(batch('a', 1, 1, [{ type: 'run.changed', experimentId: '7', runId: 'r' }])),
    (invalidator: Invalidator) => invalidator.invalidateAll(),
  ]) {
    const queryClient = new QueryClient();
    const invalidator = createInvalidator(queryClient);
    const first = Promise.withResolvers<string>();
    let reads = 0;
    const queryFn = (): Promise<string> => (++reads === 1 ? first.promise : Promise.resolve('new'));
    const observer = new QueryObserver(queryClient, {
      queryKey: ['runs', 'r'],
      queryFn,
      staleTime: Infinity,
    });
    const stop = observer.subscribe(() => undefined);
    tell(invalidator);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(reads).toBe(1);
    first.resolve('old');
    await expect.poll(() => observer.getCurrentResult().data).toBe('new');
    expect(reads).toBe(2);
    stop();
    queryClient.clear();
  }
});
