import type { Run } from '#contract/entities.ts';
import type { GridLine } from '#renderer/parts/grid/grid-types.ts';

export type ChildRuns = { readonly runs: readonly Run[] | undefined; readonly asked: number };

type RunTree = {
  readonly roots: readonly Run[];
  /** Children that were read, by the run they are inside. */
  readonly children: ReadonlyMap<string, ChildRuns>;
  readonly expanded: ReadonlySet<string>;
  /** Found anywhere: then nothing unfolds. */
  readonly flat: boolean;
};

/** The lines of the runs table: every run, and under each open one the runs inside it, to any depth. */
export function buildRunLines({ roots, children, expanded, flat }: RunTree): readonly GridLine<Run>[] {
  const lines: GridLine<Run>[] = [];
  function add(run: Run, level: number, path: readonly string[]): void {
    const opens = !flat && run.childCount > 0;
    const isOpen = opens && expanded.has(run.runId) && !path.includes(run.runId);
    lines.push({ id: run.runId, item: run, level, expanded: opens ? isOpen : null });
    if (!isOpen) return;
    const inside = children.get(run.runId);
    if (inside?.runs === undefined) {
      lines.push({ id: `unread:${run.runId}`, filler: 'unread', level: level + 1, count: run.childCount });
      return;
    }
    for (const child of inside.runs) add(child, level + 1, [...path, run.runId]);
    const left = run.childCount - inside.runs.length;
    if (left > 0 && inside.runs.length >= inside.asked) {
      lines.push({ id: `more:${run.runId}`, filler: 'more', level: level + 1, count: left });
    }
  }
  for (const run of roots) add(run, 1, []);
  return lines;
}
