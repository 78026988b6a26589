import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-web';
import type { Bench } from '#core/testing/bench-types.ts';
import type { PythonProcess } from '../python/python-process.ts';
import { startOnnxProcess } from './onnx-process.ts';
import { openOnnxSession } from './onnx-session.ts';

const [rounds, rowsAtOnce, width] = [300, 5000, 4];
const request = { kind: 'invocations', format: 'json', name: '', version: '1', requestId: '' } as const;

/** What the thread and the JSON of requests add to ONNX Runtime itself, in the same run. */
export const bench: Bench = {
  name: 'onnx',
  run: async ({ folder }) => {
    cpSync(join(import.meta.dirname, 'fixtures', 'matrix.onnx'), join(folder, 'model.onnx'));
    writeFileSync(join(folder, 'MLmodel'), 'flavors: { onnx: { data: model.onnx } }\n');
    const target = { name: 'forest', version: 1, uri: 'models:/forest/1', folder };
    const model = { file: 'model.onnx', signature: null, example: null, edition: '' };
    const start = performance.now();
    const thread = await startOnnxProcess(target, model, new AbortController().signal);
    const loadMs = performance.now() - start;
    const one = await measure(() => ask(thread, 1), rounds);
    const many = await measure(() => ask(thread, rowsAtOnce), 10);
    await thread.kill();
    const bare = await measureBare(folder);
    return [
      {
        case: 'a thread with its model, ready',
        value: loadMs,
        unit: 'ms',
        budget: '< 2000 ms',
        ok: loadMs < 2000,
      },
      { case: 'one row, median', value: one, unit: 'ms', reference: bare.one, budget: '< 2 ms', ok: one < 2 },
      {
        case: `${rowsAtOnce} rows at once, median`,
        value: many,
        unit: 'ms',
        reference: bare.many,
        budget: '< 200 ms',
        ok: many < 200,
      },
    ];
  },
};

const ask = (thread: PythonProcess, rows: number): Promise<unknown> =>
  thread.ask(request, Buffer.from(JSON.stringify({ instances: rowsOf(rows) })));

function rowsOf(rows: number): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: width }, (_, at) => ((row + at) % 7) - 3),
  );
}

/** The same rows as tensors, in a session of this thread. */
async function measureBare(folder: string): Promise<{ one: number; many: number }> {
  const session = await openOnnxSession(folder, 'model.onnx');
  const run = (rows: number): (() => Promise<unknown>) => {
    const X = new Tensor('float32', Float32Array.from(rowsOf(rows).flat()), [rows, width]);
    return () => session.run({ X });
  };
  return { one: await measure(run(1), rounds), many: await measure(run(rowsAtOnce), 10) };
}

async function measure(act: () => Promise<unknown>, times: number): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < times; round++) {
    const start = performance.now();
    await act();
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}
