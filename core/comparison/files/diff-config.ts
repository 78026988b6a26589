import type { ComparedText, ComparedTextKind } from '#contract/comparison.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { compareRuns } from '../compare-runs.ts';
import { findBoth } from './compare-files.ts';
import { toLines } from './diff-file.ts';
import { diffLines } from './diff-lines.ts';
import { listFilesOfRun } from './files-of-run.ts';
import { readWholeFile } from './read-file.ts';

const maxBytes = 1024 * 1024;
const sections: readonly (readonly [kind: ComparedTextKind, title: string])[] = [
  ['param', 'params'],
  ['input', 'datasets'],
  ['environment', 'environment'],
  ['tag', 'tags'],
];

/** What two runs were made with, as two texts in the manner of YAML, line by line. @throws NOT_FOUND */
export async function diffConfig(
  ctx: EngineContext,
  { runs }: Inputs['comparison']['configDiff'],
): Promise<Outputs['comparison']['configDiff']> {
  const both = findBoth(ctx, runs);
  // A run beside itself stands in a comparison once.
  const { texts } = compareRuns(ctx, { runs: both });
  const places = both[0] === both[1] ? [0, 0] : [0, 1];
  const [first = [], second = []] = await Promise.all(
    both.map(async (runId, i) => [
      ...sections.flatMap(([kind, title]) => sectionOf(title, kind, texts, places[i] ?? 0)),
      ...(await requirementsOf(ctx, runId)),
    ]),
  );
  return { chunks: diffLines(first, second) };
}

function sectionOf(
  title: string,
  kind: ComparedTextKind,
  texts: readonly ComparedText[],
  place: number,
): string[] {
  const lines = texts
    .filter((text) => text.kind === kind && text.values[place] != null)
    .map(({ key, values }) => [key, values[place] ?? ''] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `  ${oneLine(key)}: ${oneLine(value)}`);
  return lines.length === 0 ? [] : [`${title}:`, ...lines];
}

function oneLine(text: string): string {
  return /[\r\n]/.test(text) ? JSON.stringify(text) : text;
}

/** The packages of all `requirements.txt` of a run and its models, each once, by name. */
async function requirementsOf(ctx: EngineContext, runId: string): Promise<string[]> {
  const packages = new Set<string>();
  for (const [shown, { owner, path }] of (await listFilesOfRun(ctx, runId)).files) {
    if (!/(^|\/)requirements\.txt$/.test(shown)) continue;
    const bytes = await readWholeFile(ctx, owner, path, maxBytes);
    if ('problem' in bytes) continue;
    for (const line of toLines(bytes.toString('utf8'))) {
      const text = line.replace(/(^|\s)#.*$/, '').trim();
      if (text !== '') packages.add(text);
    }
  }
  if (packages.size === 0) return [];
  const byName = [...packages].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase(), 'en'));
  return ['requirements:', ...byName.map((text) => `  ${text}`)];
}
