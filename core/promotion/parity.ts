import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EnvironmentParity, ParityLevel } from '#contract/promotion.ts';
import { readRuntime } from '#core/models/index.ts';
import type { PythonService } from '#core/python/index.ts';
import { locateModelFolder } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { readPickleFacts } from './pickle-facts.ts';

/**
 * The environment that a version was logged with, package by package, beside the one that would run it here. The
 * version of scikit-learn also comes out of the pickle itself, which cannot be out of date as a list can.
 * @throws NOT_FOUND, MODEL_DAMAGED, MODEL_NOT_RUNNABLE
 */
export async function readParity(
  ctx: EngineContext,
  python: Pick<PythonService, 'inspectModel'>,
  { name, version }: { name: string; version: number },
): Promise<EnvironmentParity> {
  const folder = locateModelFolder(ctx, `models:/${name}/${version}`);
  const { kind: runtime } = await readRuntime(folder);
  if (runtime !== 'python') return { runtime, target: null, rows: [] };
  const { recorded, requirements, target } = await python.inspectModel(folder);
  const rows: EnvironmentParity['rows'] = [];
  const add = (row: Omit<EnvironmentParity['rows'][number], 'level'>): void => {
    rows.push({ ...row, level: levelOf(row.recorded, row.found) });
  };
  if (recorded !== null) add({ name: 'python', recorded, from: 'python', found: target?.version ?? null });
  const pinned = new Map(requirements.map((one) => [one.name, exactVersion(one.specifier)]));
  // An environment that is made to the requirements holds what they pin.
  const found = (package_: string): string | null =>
    target?.packages?.get(package_) ?? (target?.packages == null ? (pinned.get(package_) ?? null) : null);
  for (const { name: package_, specifier } of requirements)
    add({
      name: package_,
      recorded: pinned.get(package_) ?? specifier,
      from: 'requirements',
      found: found(package_),
    });
  const sklearn = await readPickledSklearn(folder);
  if (sklearn !== null)
    add({ name: 'scikit-learn', recorded: sklearn, from: 'pickle', found: found('scikit-learn') });
  return { runtime, target: target === null ? null : { path: target.path, version: target.version }, rows };
}

function exactVersion(specifier: string): string | null {
  return /^===?\s*([^,*\s]+)$/.exec(specifier.trim())?.[1] ?? null;
}

/** Conditions other than a version leave it open which version is meant. */
export function levelOf(recorded: string, found: string | null): ParityLevel {
  if (!/^\d/.test(recorded)) return 'unpinned';
  if (found === null) return 'missing';
  const [left, right] = [recorded, found].map((text) => text.split(/[.+]/).slice(0, 3));
  const at = [0, 1, 2].find((i) => (left?.[i] ?? '0') !== (right?.[i] ?? '0'));
  return at === undefined ? 'same' : (['major', 'minor', 'patch'] as const)[at as 0 | 1 | 2];
}

const pickleNames = /\.(?:pkl|pickle|joblib)$/;
/** Bytes: what is larger is mostly arrays, and the versions stand in a file beside it. */
const largestPickle = 64_000_000;

/** What the first pickle of the folder that names it was written by; compressed ones cannot be read so. */
async function readPickledSklearn(folder: string): Promise<string | null> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    if (!entry.isFile() || !pickleNames.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    if ((await lstat(path)).size > largestPickle) continue;
    const { sklearn } = readPickleFacts(await readFile(path));
    if (sklearn !== null) return sklearn;
  }
  return null;
}
