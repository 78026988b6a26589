import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOnnxGraph } from './onnx-graph.ts';
import { findRuntime } from './onnx-session.ts';

const read = (file: string): Buffer => readFileSync(join(import.meta.dirname, 'fixtures', file));

describe('the bytes of a model', () => {
  it('lose their ZipMap and tell the classes of the last classifier', () => {
    const before = read('columns.onnx');
    const { bytes, classes } = readOnnxGraph(before);
    // Its name stays, its kind does not.
    expect(before.toString('latin1').split('ZipMap')).toHaveLength(3);
    expect(Buffer.from(bytes).toString('latin1').split('ZipMap')).toHaveLength(2);
    expect(Buffer.from(bytes).includes('Identity')).toBe(true);
    expect(classes).toEqual(['goes', 'stays']);
    expect(readOnnxGraph(Buffer.from(bytes)).bytes).toEqual(bytes);
  });

  it('stay as they are without one', () => {
    const before = read('matrix.onnx');
    const { bytes, classes } = readOnnxGraph(before);
    expect(Buffer.from(bytes)).toEqual(before);
    expect(classes).toEqual(['0', '1', '2']);
    expect(readOnnxGraph(read('regression.onnx')).classes).toBeNull();
  });

  it('may have trees of a million nodes', () => {
    const field = (number: number, ...values: Uint8Array[]): Buffer => {
      const value = Buffer.concat(values);
      const size = [0, 7, 14, 21].map((shift) => ((value.length >> shift) & 0x7f) | (shift < 21 ? 0x80 : 0));
      return Buffer.concat([Buffer.from([(number << 3) | 2, ...size]), value]);
    };
    const numbers = field(8, Buffer.alloc(1_000_000, 5));
    const trees = field(5, field(1, Buffer.from('nodes_treeids')), numbers);
    const labels = field(5, field(1, Buffer.from('classlabels_int64s')), field(8, Buffer.from([3, 4])));
    const bytes = field(7, field(1, field(4, Buffer.from('TreeEnsembleClassifier')), trees, labels));
    const read = readOnnxGraph(bytes);
    expect(read.classes).toEqual(['3', '4']);
    expect(Buffer.from(read.bytes).length).toBeGreaterThan(1_000_000);
  });

  it('are read or refused in a sentence, whatever they are', () => {
    const before = read('columns.onnx');
    const change = fc.tuple(fc.nat(before.length - 1), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 8 }),
        fc.nat(before.length),
        (changes, length) => {
          const bytes = Buffer.from(before.subarray(0, length));
          for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
          try {
            readOnnxGraph(bytes);
          } catch (error) {
            expect((error as Error).message).toMatch(/^(?:its bytes are no ONNX model|it holds no graph)$/);
          }
        },
      ),
      { numRuns: 1000, seed: 20261126 },
    );
  });
});

describe('the files of the runtime', () => {
  it.each([
    ['/work/dist/workers/onnx-model.cjs', '/work/dist/workers/'],
    [
      '/opt/Stile/resources/app.asar/dist/workers/onnx-model.cjs',
      '/opt/Stile/resources/app.asar.unpacked/dist/workers/',
    ],
    ['/opt/my app.asar.d/dist/workers/onnx-model.cjs', '/opt/my%20app.asar.d/dist/workers/'],
  ])('of %s lie in %s', (here, folder) => {
    expect(findRuntime(here)).toEqual({
      mjs: `file://${folder}ort-wasm-simd-threaded.mjs`,
      wasm: `file://${folder}ort-wasm-simd-threaded.wasm`,
    });
  });

  it('are the package\u2019s own among the sources', () => {
    expect(findRuntime('/work/core/serving/onnx/onnx-session.ts')).toBeNull();
  });
});
