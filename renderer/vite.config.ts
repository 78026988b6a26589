import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the window. Started from the repository's root, as every script of package.json is. */
export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome150',
    // An inlined asset would be a data: URL, which the content security policy refuses for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    // Which chunk asks for which: tools/build/initial-js.process.test.ts weighs what a window loads first.
    manifest: true,
    // A feature's index.ts names more than one place needs. Only these do something by being loaded: without this,
    // all that an index names would come along, whole pages into the first chunk.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // One file of all that a window starts with, but for the entry that the manifest names.
            {
              name: 'start',
              tags: ['$initial'],
              test: (id) => !/(main\.tsx|index\.html)$/.test(id),
              priority: 1,
            },
            // Parts that pages share, gathered by who uses them: each for itself they are 200 files below 3 kB, and
            // a page waits for 50 of them.
            // The kit in one file: spread over several that are merged by size, those may import each other in a
            // circle, and what a file makes while it is read is not there yet for the other.
            {
              name: 'kit',
              test: /node_modules.(@mantine|@floating-ui|react-remove-scroll|react-textarea-autosize|react-number-format)/,
              minShareCount: 2,
              priority: 0.5,
            },
            { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 4000 },
          ],
        },
      },
      treeshake: {
        moduleSideEffects: [
          { test: /\.css$|\/main\.tsx$|\/i18n\/late\/[\w-]+-words\.ts$/, sideEffects: true },
          { test: /\/renderer\/[\w./-]+\.tsx?$/, sideEffects: false },
        ],
      },
    },
  },
});
