import type { RunComparison } from '#contract/comparison.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { CommandResult } from './command-result.ts';
import { formatTable, type Column } from './table.ts';
import { wordMetric } from './words.ts';

/**
 * Runs side by side, as the engine sets them. Whoever writes an id means it, so what is not there is an error here.
 * @throws NOT_FOUND; INVALID_ARGUMENT for a baseline that is none of the runs
 */
export async function readComparison(
  client: EngineClient,
  runs: string[],
  baseline?: string,
): Promise<RunComparison> {
  const found = await client.comparison.read({ runs, ...(baseline !== undefined && { baseline }) });
  const [id] = found.missing;
  if (id !== undefined) {
    const message = `There is no run with id "${id}". \`stile run list --view all\` shows those that exist.`;
    throw new StileError('NOT_FOUND', message, { kind: 'run', id });
  }
  if (baseline !== undefined && found.runs[found.baseline]?.runId.startsWith(baseline) !== true) {
    const remedy = 'Give the id of one of the runs that are compared.';
    throw invalidArgument('baseline', baseline, 'the baseline is not among the runs', remedy);
  }
  return found;
}

/** @param all also what is the same in all runs */
export function comparisonResult(comparison: RunComparison, all: boolean): CommandResult {
  return { json: comparison, text: (isTerminal) => describe(comparison, all, isTerminal) };
}

interface Line {
  kind: string;
  key: string;
  cells: string[];
}

const kinds = { param: 'param', input: 'dataset', environment: 'environment', tag: 'tag' } as const;

function describe({ runs, metrics, texts }: RunComparison, all: boolean, isTerminal: boolean): string {
  const lines: Line[] = [
    { kind: 'run', key: 'name', cells: runs.map(({ name }) => name) },
    { kind: 'run', key: 'status', cells: runs.map(({ status }) => status) },
    ...texts
      .filter(({ differs }) => all || differs)
      .map(({ kind, key, values }) => ({
        kind: kinds[kind],
        key,
        cells: values.map((value) => value ?? ''),
      })),
    ...metrics.map(({ key, last }) => ({ kind: 'metric', key, cells: last.map(wordMetric) })),
  ];
  const columns: Column<Line>[] = [
    { title: '', cell: ({ kind }) => kind },
    { title: '', cell: ({ key }) => key },
    ...runs.map(({ runId }, i) => ({
      title: isTerminal ? runId.slice(0, 8) : runId,
      cell: ({ cells }: Line) => cells[i] ?? '',
    })),
  ];
  return formatTable(lines, columns, isTerminal);
}
