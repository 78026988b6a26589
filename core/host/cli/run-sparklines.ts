import type { Run } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { seriesLimits } from '#contract/series.ts';
import type { Column } from './table.ts';

const blocks = '▁▂▃▄▅▆▇█';
const characters = 20;

export type Sparklines = { runId: string; values: number[] }[];

/** The course of a metric in each of these runs. */
export async function readSparklines(
  client: EngineClient,
  runs: readonly Run[],
  key: string,
): Promise<Sparklines> {
  const lines: Sparklines = [];
  for (let from = 0; from < runs.length; from += seriesLimits.sparklineRuns) {
    const runIds = runs.slice(from, from + seriesLimits.sparklineRuns).map(({ runId }) => runId);
    lines.push(...(await client.runs.sparklines({ runIds, key, points: characters })).lines);
  }
  return lines;
}

/** A column of `run list`. */
export function sparklineColumn(key: string, lines: Sparklines): Column<Run> {
  const texts = new Map(lines.map(({ runId, values }) => [runId, drawSparkline(values)]));
  return { title: key, cell: ({ runId }) => texts.get(runId) ?? '' };
}

/** One block a value, from the least to the greatest. */
function drawSparkline(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const top = blocks.length - 1;
  return values
    .map((value) => blocks[high === low ? 0 : Math.round(((value - low) / (high - low)) * top)])
    .join('');
}
