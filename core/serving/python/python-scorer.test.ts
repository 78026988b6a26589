import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { PythonProcess } from './python-process.ts';
import { createPythonScorer, type PreparedRuntime, type PythonState } from './python-scorer.ts';

/** A process that ends right after it is ready. */
const startShortLived = (): PythonProcess => ({
  ready: {
    type: 'ready',
    python: '3.11.9',
    loadedBy: 'nothing',
    loadMs: 1,
    warnings: [],
    takesTexts: false,
    inputs: [],
  },
  ask: () => Promise.reject(new Error('it has ended')),
  ended: nextTurn('exit code 1'),
  kill: () => Promise.resolve(),
});

const limits = { requestMs: 1000, waiting: 4, waitingBytes: 1000 };

it('waits longer before each restart, and ends at once while it waits', async () => {
  const starts: number[] = [];
  const third = Promise.withResolvers<undefined>();
  const scorer = createPythonScorer({
    uri: 'models:/own/1',
    limits,
    prepare: () =>
      Promise.resolve({
        python: 'python',
        remarks: [],
        start: () => {
          starts.push(performance.now());
          return Promise.resolve(startShortLived());
        },
      }),
    onChange: () => {
      if (starts.length === 3 && scorer.state().state === 'failed') third.resolve(undefined);
    },
  });
  await scorer.open();
  await third.promise;
  const [first = 0, second = 0, last = 0] = starts;
  expect(second - first).toBeGreaterThan(90);
  expect(last - second).toBeGreaterThan(490);
  // The next start is two seconds away.
  const start = performance.now();
  await scorer.close();
  expect(performance.now() - start).toBeLessThan(1500);
  expect(starts).toHaveLength(3);
  expect(scorer.state().state).toBe('off');
});

it('ends while its environment is being made, and starts nothing afterwards', async () => {
  const prepared = Promise.withResolvers<PreparedRuntime>();
  const states: PythonState[] = [];
  const scorer = createPythonScorer({
    uri: 'models:/own/1',
    limits,
    prepare: () => prepared.promise,
    onChange: () => states.push(scorer.state().state),
  });
  const opened = scorer.open();
  const asked = scorer.ask(
    { kind: 'invocations', format: 'json', name: '', version: '', requestId: '' },
    Buffer.from('{}'),
  );
  await Promise.all([
    expect(opened).rejects.toThrow(),
    expect(asked).rejects.toMatchObject({ status: 503 }),
    scorer.close(),
  ]);
  prepared.resolve({
    python: 'python',
    remarks: [],
    start: () => {
      states.push('starting');
      return Promise.resolve(startShortLived());
    },
  });
  await prepared.promise;
  expect(states).toEqual(['preparing', 'failed', 'off']);
});

it('lets one who is patient wait however many wait already, as long as it takes', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  const answer = { rows: 1, micros: 1, answer: '', inputs: '', predictions: '', probabilities: '' };
  const scorer = createPythonScorer({
    uri: 'models:/own/1',
    limits: { requestMs: 300, waiting: 1, waitingBytes: 1000 },
    prepare: () =>
      Promise.resolve({
        python: 'python',
        remarks: [],
        start: () =>
          Promise.resolve({
            ...startShortLived(),
            ask: () => released.then(() => answer),
            ended: new Promise<string>(() => undefined),
          }),
      }),
    onChange: () => undefined,
  });
  await scorer.open();
  const request = { kind: 'invocations', format: 'json', name: '', version: '', requestId: '' } as const;
  const ask = (isPatient: boolean) => scorer.ask(request, Buffer.from('{}'), { isPatient });
  const [first, second, third] = [ask(false), ask(false), ask(false)];
  const patient = ask(true);
  await expect(third).rejects.toMatchObject({ status: 429 });
  await Promise.all([
    expect(first).rejects.toMatchObject({ status: 504 }),
    expect(second).rejects.toMatchObject({ status: 504 }),
  ]);
  // Any limit that had begun with the others' has ended with theirs.
  await nextTurn();
  release(undefined);
  expect(await patient).toEqual(answer);
  await scorer.close();
});
