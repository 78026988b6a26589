import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as ort from 'onnxruntime-web';
import { readOnnxGraph } from './onnx-graph.ts';
import { runRowByRow } from './row-by-row.ts';

/** An input or output of a model. */
export interface OnnxTensorSpec {
  name: string;
  type: ort.Tensor.Type;
  /** Sizes by axis, the first one being rows; -1 for any. Empty for a single value. */
  shape: number[];
}

/** A model in ONNX Runtime, in this thread. */
export interface OnnxSession {
  inputs: OnnxTensorSpec[];
  outputs: OnnxTensorSpec[];
  /** In the order of its probabilities; null when the model does not name them. */
  classes: readonly string[] | null;
  /** @param feeds of any number of rows, also where the model takes one at a time */
  run(feeds: Readonly<Record<string, ort.Tensor>>): Promise<Readonly<Record<string, ort.Tensor>>>;
}

/** `onnxruntime-web 1.30.0` */
export const onnxRuntimeName = `onnxruntime-web ${ort.env.versions.common}`;

/**
 * Loads a model with the weights that lie beside it. It runs in WebAssembly: the same file on every system, and what a
 * model does stays within it.
 * @param path absolute folder of the model
 * @param file of the graph in it
 * @throws Error with the runtime's words
 */
export async function openOnnxSession(path: string, file: string): Promise<OnnxSession> {
  ort.env.logLevel = 'error';
  ort.env.wasm.numThreads = 1;
  const runtime = findRuntime(import.meta.filename);
  if (runtime !== null) ort.env.wasm.wasmPaths = runtime;
  const { bytes, classes } = readOnnxGraph(await readFile(join(path, file)));
  const externalData = await readExternalData(join(path, file), bytes);
  const session = await ort.InferenceSession.create(bytes, {
    executionProviders: ['wasm'],
    ...(externalData.length > 0 && { externalData }),
  });
  const inputs = session.inputMetadata.map(toSpec);
  return {
    inputs,
    outputs: session.outputMetadata.map(toSpec),
    classes,
    run: isForOneRow(inputs)
      ? (feeds) => runRowByRow(feeds, (row) => session.run(row))
      : (feeds) => session.run(feeds),
  };
}

/**
 * Where the runtime's own files lie: beside the bundle, unpacked where that is in an archive of Electron, out of which
 * no module is imported.
 * @returns addresses; null among the sources, where the package finds them itself
 */
export function findRuntime(here: string): { mjs: string; wasm: string } | null {
  if (extname(here) === '.ts') return null;
  const folder = dirname(here).replace(/([/\\])app\.asar(?=[/\\])/, '$1app.asar.unpacked');
  const file = (ending: string): string =>
    pathToFileURL(join(folder, `ort-wasm-simd-threaded.${ending}`)).href;
  return { mjs: file('mjs'), wasm: file('wasm') };
}

/** Weights of large models lie in files of their own beside the graph, which names them. */
async function readExternalData(
  file: string,
  graph: Uint8Array,
): Promise<{ path: string; data: Uint8Array }[]> {
  const text = Buffer.from(graph.buffer, graph.byteOffset, graph.byteLength);
  const folder = dirname(file);
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && entry.name !== basename(file) && text.includes(entry.name))
    .map(({ name }) => name);
  return Promise.all(names.map(async (name) => ({ path: name, data: await readFile(join(folder, name)) })));
}

function toSpec(meta: ort.InferenceSession.ValueMetadata): OnnxTensorSpec {
  if (!meta.isTensor) throw new Error(`"${meta.name}" is a list or a map, and only tensors can be read`);
  return { name: meta.name, type: meta.type, shape: meta.shape.map(toSize) };
}

/** Exporters write the number of rows of their example into the model unless they are told otherwise. */
function isForOneRow(inputs: readonly OnnxTensorSpec[]): boolean {
  return inputs.length > 0 && inputs.every(({ shape }) => shape[0] === 1);
}

/** A size that a name or nothing stands for is any. */
function toSize(size: number | string): number {
  return typeof size === 'string' || size < 0 || size > 0x7fffffff ? -1 : size;
}
