import { join } from 'node:path';
import { commonJsEntry, nodeBundle } from './bundle.ts';
import { sourcesOf } from './inputs.ts';
import type { BuildPart } from './part.ts';

/**
 * Electron's main process and preload. The preload is one CommonJS file because a sandboxed preload can
 * load neither ES modules nor files of its own, and it has no file access for a code cache.
 */
export const electronPart: BuildPart = {
  name: 'electron',
  inputs: (root) => [...sourcesOf(root, 'electron'), ...sourcesOf(root, 'core')],
  outputs: ({ dist }) => [join(dist, 'electron', 'main.js'), join(dist, 'electron', 'preload.cjs')],
  build: async ({ root, dist }) => {
    const esbuild = await import('esbuild');
    const outdir = join(dist, 'electron');
    await Promise.all([
      esbuild.build({
        ...nodeBundle(root),
        format: 'esm',
        // Of the libraries in it some are CommonJS and require Node's modules, which an ES module cannot.
        banner: {
          js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
        },
        entryPoints: { main: 'electron/main.ts' },
        outdir,
      }),
      esbuild.build({
        ...nodeBundle(root),
        define: commonJsEntry.define ?? {},
        entryPoints: { preload: 'electron/preload/preload.ts' },
        outExtension: { '.js': '.cjs' },
        outdir,
      }),
    ]);
  },
};
