import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openGallery } from '#core/testing/gallery/open-gallery.ts';
import type { Verb } from '../lib/verb.ts';

const help = `Makes a workspace that looks lived in: 240 runs, three models, six weeks of batches, one time of drift.

  npm run gallery -- FOLDER [--runs 100000] [--seed 1]

--runs fills the largest experiment up to so many runs. Look at it: npm run stile -- serve --workspace FOLDER`;

/** `npm run gallery`: the workspace of the tests of the window, of its pictures and its benches. */
export const gallery: Verb = async ({ args, env, paths, say }) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  const [given] = positionals;
  if (values.help || given === undefined) {
    say(help);
    return values.help ? 0 : 2;
  }
  const folder = resolve(env['STILE_CALLER_CWD'] ?? paths.root, given);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty. Name a new folder.`);
  const { seconds } = await openGallery(folder, { runs: Number(values.runs), seed: Number(values.seed) });
  say(`Made ${folder} in ${seconds} s.`);
  return 0;
};
