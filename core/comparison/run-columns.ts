import type { Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { directionOf, getExperiment, isShareMetric, readRunColumns } from '#core/tracking/index.ts';

/** The columns of an experiment, with the direction in which each metric is better: its tags win over the name. */
export async function describeRunColumns(
  ctx: EngineContext,
  experimentId: string,
): Promise<Outputs['runs']['columns']> {
  const { tags } = getExperiment(ctx, experimentId);
  const columns = await readRunColumns(ctx, experimentId);
  return {
    columns: columns.map((column) => {
      if (column.kind !== 'metric') return { ...column, direction: 'none', isShare: false };
      const { direction } = directionOf(column.key, tags);
      return { ...column, direction, isShare: isShareMetric(column.key, column.samples.map(Number)) };
    }),
  };
}
