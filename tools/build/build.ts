import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { formatTable } from '../lib/table.ts';
import { withLock } from '../lib/lock.ts';
import { clearStamp, hashFiles, isFresh, writeStamp } from '../lib/stamp.ts';
import type { RepositoryPaths } from '../lib/paths.ts';
import type { Verb } from '../lib/verb.ts';
import { electronPart } from './electron-part.ts';
import { enginePart } from './engine-part.ts';
import { listOutputs, outputColumns } from './outputs.ts';
import { licensesPart } from './licenses-part.ts';
import type { BuildPart } from './part.ts';
import { rendererPart } from './renderer-part.ts';
import { resourcesPart } from './resources-part.ts';
import { sharedInputs } from './inputs.ts';

export const allParts: BuildPart[] = [enginePart, electronPart, rendererPart, resourcesPart, licensesPart];

/** What each command needs of dist/: the command line must not wait for the window's build. */
export const partsFor = {
  everything: allParts,
  commandLine: [enginePart, resourcesPart],
} satisfies Record<string, BuildPart[]>;

/** `npm run build [--force]`: brings dist/ up to date and prints what is in it. */
export const build: Verb = async ({ args, paths, say }) => {
  if (args.includes('--force')) rmSync(join(paths.cache, 'stamps'), { recursive: true, force: true });
  await buildStale({ paths, say }, partsFor.everything);
  for (const line of formatTable(listOutputs(paths), outputColumns)) console.log(line);
  return 0;
};

/** Builds those of `parts` whose inputs changed since their last build, side by side. */
export async function buildStale(
  ctx: { paths: RepositoryPaths; say: (sentence: string) => void },
  parts: BuildPart[],
): Promise<void> {
  const { paths } = ctx;
  mkdirSync(paths.dist, { recursive: true });
  await withLock(join(paths.cache, 'build.lock'), async () => {
    const results = await Promise.allSettled(parts.map((part) => buildPart(ctx, part)));
    const failures = results
      .filter((result) => result.status === 'rejected')
      .map(({ reason }) => messageOf(reason));
    if (failures.length > 0) throw new Error(failures.join('\n'));
  });
}

async function buildPart(
  { paths, say }: { paths: RepositoryPaths; say: (sentence: string) => void },
  part: BuildPart,
): Promise<void> {
  const stamp = `build-${part.name}`;
  const hash = hashFiles(paths.root, [...part.inputs(paths.root), ...sharedInputs(paths.root)]);
  if (isFresh(paths, stamp, hash, part.outputs(paths))) return;
  const started = performance.now();
  clearStamp(paths, stamp);
  await part.build(paths);
  const missing = part.outputs(paths).filter((path) => !existsSync(path));
  if (missing.length > 0)
    throw new Error(`Building ${part.name} should have made ${missing.join(', ')} and did not.`);
  writeStamp(paths, stamp, hash);
  say(`Built ${part.name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
