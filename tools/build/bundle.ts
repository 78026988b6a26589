import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { readJson } from '../lib/json.ts';

/**
 * esbuild options of everything that runs on Node in dist/. Identifiers are not shortened because error classes and
 * logs speak of them; line breaks are kept because stack traces without source maps do. `keepNames` would restore the
 * names of the few that esbuild renames apart, at the price of a call for every function made, and 3 MB of heap.
 */
export function nodeBundle(root: string): BuildOptions {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    external: ['electron', ...installedAtRunTime(root)],
    minifySyntax: true,
    sourcemap: 'linked',
    legalComments: 'linked',
    metafile: true,
    logLevel: 'silent',
  };
}

/**
 * For CommonJS output: `import.meta` does not exist there, and the first thing an entry does is to switch on
 * V8's code cache, which saves about a fifth of the engine's start.
 */
export const commonJsEntry: BuildOptions = {
  define: {
    'import.meta.url': 'stileModuleUrl',
    'import.meta.filename': '__filename',
    'import.meta.dirname': '__dirname',
  },
  banner: {
    js: [
      // Older ones lack what follows, and crash without a word in better-sqlite3.
      'if (parseInt(process.versions.node) < 22) {',
      '  process.stderr.write(`Stile needs Node 22 or newer, this is Node ${process.versions.node}. ` +',
      "    'Start it with `npm start`, which brings its own.\\n');",
      '  process.exit(4);',
      '}',
      // In the user's own cache folder, as compileCacheFolder of core/kernel/user-folders.ts has it: whoever can write
      // the cache can choose what runs.
      '{',
      "  const { env, platform } = process, { join, isAbsolute } = require('node:path');",
      "  const ofSystem = platform === 'win32' ? env.LOCALAPPDATA : platform === 'darwin' ? '' : env.XDG_CACHE_HOME;",
      "  const inHome = { win32: 'AppData/Local', darwin: 'Library/Caches' }[platform] || '.cache';",
      '  const folder = [env.STILE_DATA, ofSystem].find((path) => path && isAbsolute(path)) ||',
      "    join(require('node:os').homedir(), inHome);",
      "  require('node:module').enableCompileCache(env.STILE_COMPILE_CACHE || join(folder, 'stile', 'compile-cache'));",
      '}',
      "const stileModuleUrl = require('node:url').pathToFileURL(__filename).href;",
    ].join('\n'),
  },
  // A dynamic import of the engine stays lazy, but as a require: V8's code cache serves that one faster.
  supported: { 'dynamic-import': false },
};

/** package.json's `dependencies` are the native modules: they ship in node_modules. The rest is bundled. */
function installedAtRunTime(root: string): string[] {
  const manifest = readJson<{ dependencies?: Record<string, string> }>(join(root, 'package.json'));
  return Object.keys(manifest.dependencies ?? {});
}
