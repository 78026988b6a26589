import { join } from 'node:path';
import process from 'node:process';
import { runProgram } from '../lib/run-program.ts';
import { sourcesOf } from './inputs.ts';
import type { BuildPart } from './part.ts';

/** The window's page. Vite runs in a process of its own because it sets NODE_ENV for the one it runs in. */
export const rendererPart: BuildPart = {
  name: 'renderer',
  inputs: (root) => [...sourcesOf(root, 'renderer'), ...sourcesOf(root, join('core', 'contract'))],
  outputs: ({ dist }) => [join(dist, 'renderer', 'index.html')],
  build: async ({ root, dist }) => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const config = join(root, 'renderer', 'vite.config.ts');
    const out = ['--outDir', join(dist, 'renderer'), '--emptyOutDir', '--logLevel', 'warn'];
    const args = [vite, 'build', join(root, 'renderer'), '--config', config, ...out];
    const result = await runProgram(process.execPath, args, { cwd: root });
    if (result.code !== 0) throw new Error(`The renderer cannot be built:\n${result.output}`);
  },
};
