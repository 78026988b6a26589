import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { BuildOptions, Metafile, Plugin } from 'esbuild';
import { listFiles, toPosix } from '../lib/files.ts';
import { commonJsEntry, nodeBundle } from './bundle.ts';
import { sourcesOf } from './inputs.ts';
import type { BuildPart } from './part.ts';

const engineEntry = 'core/engine-bundle.ts';

/** The program that starts the programs of tasks; it knows nothing else of the engine. */
const supervisorEntry = 'core/processes/supervisor/supervisor-main.ts';

/** Host entry -> name in dist/. They stay thin: the engine is one file that they load when they need it. */
const hostEntries: Record<string, string> = {
  'core/host/node-host.ts': 'node-host',
  'core/host/engine-process.ts': 'engine-process',
  'core/host/cli.ts': 'cli',
};

/** Folders and files that belong to the engine alone: a second copy in a host would be a second engine. */
const engineOnly = /^core\/(store|engine\.ts)/;

/** The engine, the three programs that start it, its supervisor of tasks, and its worker threads. */
export const enginePart: BuildPart = {
  name: 'engine',
  inputs: (root) => sourcesOf(root, 'core').filter((path) => !path.includes(join('core', 'testing'))),
  outputs: ({ dist }) =>
    ['engine', 'supervisor', ...Object.values(hostEntries)].map((name) => join(dist, `${name}.cjs`)),
  build: async ({ root, dist }) => {
    const missing = [engineEntry, ...Object.keys(hostEntries), supervisorEntry].filter(
      (entry) => !existsSync(join(root, entry)),
    );
    if (missing.length > 0) throw new Error(`The engine cannot be built: ${missing.join(', ')} is missing.`);
    rmSync(join(dist, 'workers'), { recursive: true, force: true });
    await Promise.all([
      bundle(root, { entryPoints: { engine: engineEntry }, outdir: dist }),
      bundle(root, { entryPoints: { supervisor: supervisorEntry }, outdir: dist }),
      bundleHosts(root, dist),
      bundleWorkers(root, join(dist, 'workers')),
    ]);
  },
};

async function bundleHosts(root: string, dist: string): Promise<void> {
  const entryPoints = Object.fromEntries(Object.entries(hostEntries).map(([from, name]) => [name, from]));
  const metafile = await bundle(root, { entryPoints, outdir: dist, plugins: [engineFrom('./engine.cjs')] });
  const engineCode = Object.keys(metafile.inputs).filter((path) => engineOnly.test(path));
  if (engineCode.length > 0) throw new Error(secondEngineSentence(engineCode));
}

async function bundleWorkers(root: string, outdir: string): Promise<void> {
  const entryPoints = workerEntries(
    root,
    listFiles(join(root, 'core'), (path) => path.endsWith('.worker.ts')),
  );
  if (Object.keys(entryPoints).length === 0) return;
  const plugins = [engineFrom('../engine.cjs'), dropUnused()];
  // The module that starts ONNX Runtime awaits at its top level, which no `require` can.
  await bundle(root, { entryPoints, outdir, plugins, supported: { 'dynamic-import': true } });
  for (const [from, name] of Object.entries(workerFiles)) {
    if (existsSync(join(root, from))) copyFileSync(join(root, from), join(outdir, name));
  }
}

const onnxRuntime = 'node_modules/onnxruntime-web/dist';

/** What workers load by themselves from beside their own file: ONNX Runtime's WebAssembly and what starts it. */
const workerFiles: Readonly<Record<string, string>> = {
  [`${onnxRuntime}/ort-wasm-simd-threaded.mjs`]: 'ort-wasm-simd-threaded.mjs',
  [`${onnxRuntime}/ort-wasm-simd-threaded.wasm`]: 'ort-wasm-simd-threaded.wasm',
};

/** Name in dist/workers -> file. Worker threads are found by name alone, so a name may occur once. */
export function workerEntries(root: string, files: string[]): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const file of files) {
    const name = basename(file, '.worker.ts');
    const other = entries[name];
    if (other) throw new Error(`Two workers are called ${name}: ${other} and ${file}. Rename one of them.`);
    entries[name] = toPosix(relative(root, file));
  }
  return entries;
}

async function bundle(root: string, options: BuildOptions): Promise<Metafile> {
  const esbuild = await import('esbuild');
  const result = await esbuild.build({
    ...nodeBundle(root),
    ...commonJsEntry,
    outExtension: { '.js': '.cjs' },
    ...options,
    metafile: true,
  });
  for (const output of Object.keys(result.metafile.outputs)) {
    if (output.endsWith('.cjs')) rewriteAsAscii(join(root, output));
  }
  return result.metafile;
}

/** V8 keeps the text of a program, with two bytes a character as soon as one of them is not Latin-1. */
function rewriteAsAscii(file: string): void {
  const text = readFileSync(file, 'utf8');
  const ascii = toAscii(text);
  if (ascii !== text) writeFileSync(file, ascii);
}

/**
 * The same program in ASCII. esbuild has escaped what stands in strings; what is left stands in regular expressions,
 * templates, names and comments, where the same escapes mean the same. `String.raw` is the exception.
 */
export function toAscii(program: string): string {
  const raw = /String\.raw`[^`]*[^\0-\x7f][^`]*`/.exec(program)?.[0];
  if (raw !== undefined) throw new Error(`Write ${raw} without String.raw: it cannot be escaped.`);
  return program.replace(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Leaves imports of the engine to run time, under the place it has in dist/ as seen from the importer. */
function engineFrom(place: string): Plugin {
  return {
    name: 'engine-from',
    setup: (build) => {
      build.onResolve({ filter: /engine-bundle\.ts$/ }, () => ({ path: place, external: true }));
    },
  };
}

/** Marks a resolution that `dropUnused` itself has asked for. */
const isAsked = 'dropUnused';

/**
 * Own modules do nothing but define things. A worker that takes one function of a feature's `index.ts` need not carry
 * the rest of that feature, and all that it imports.
 */
function dropUnused(): Plugin {
  return {
    name: 'drop-unused',
    setup: (build) => {
      build.onResolve({ filter: /^[#.]/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        const isOwn = !importer.includes('node_modules') && kind !== 'entry-point';
        if (!isOwn || pluginData === isAsked) return undefined;
        const found = await build.resolve(path, { importer, kind, resolveDir, pluginData: isAsked });
        return { ...found, sideEffects: false };
      });
    },
  };
}

function secondEngineSentence(files: string[]): string {
  return (
    `core/host pulls ${files.join(', ')} into its own bundle, which would run a second copy of the engine: ` +
    "import it through '#core/engine-bundle.ts'."
  );
}
