import { mapChildren } from './graph.ts';
import { asObject, createPipelineReader } from './read-pipeline.ts';
import { EditRefused, type PipelineGraph } from './types.ts';

/** Text that somebody copied, as a file of its own. @throws EditRefused when it holds no tasks */
export function readFragment(fragment: string): { text: string; graph: PipelineGraph } {
  const lines = dedentLines(fragment.replace(/^\uFEFF/, '').split(/\r?\n/));
  const asFile = lines.join('\n');
  const asTasks = ['tasks:', ...lines.map((line) => (line === '' ? '' : `  ${line}`)), ''].join('\n');
  for (const text of [asFile, asTasks]) {
    const { graph } = createPipelineReader().read(text);
    if (graph !== null && graph.tasks.length > 0 && graph.tasks.every(({ data }) => 'type' in asObject(data)))
      return { text, graph };
  }
  const begins = fragment.trim().split('\n')[0]?.slice(0, 60) ?? '';
  throw new EditRefused(
    'no_tasks',
    begins,
    `What is pasted holds no tasks ("${begins}"). Copy lines such as "train: { type: python }" from a pipeline.`,
  );
}

function dedentLines(lines: readonly string[]): string[] {
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const least = Math.min(...indents, 1000);
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(least)));
}

/** Free ids for those of a fragment that are taken, by the ids that they have: `train` becomes `train_2`. */
export function findFreeIds(ids: readonly string[], taken: ReadonlySet<string>): Map<string, string> {
  const used = new Set([...taken, ...ids]);
  const renamed = new Map<string, string>();
  for (const id of ids) {
    if (!taken.has(id)) continue;
    const free = findFreeId(id, used);
    used.add(free);
    renamed.set(id, free);
  }
  return renamed;
}

/** @returns the id itself while it is free, otherwise with the first number that is */
export function findFreeId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  const stem = id.replace(/_\d+$/, '');
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}_${number}`)) return `${stem}_${number}`;
}

/** Ids that tasks of a fragment need and that are in neither place. */
export function findLostNeeds(fragment: PipelineGraph, target: PipelineGraph): Set<string> {
  const wanted = [...mapChildren(fragment).keys()];
  return new Set(wanted.filter((id) => !fragment.byId.has(id) && !target.byId.has(id)));
}
