import type { Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { getExperiment, readRunColumns } from '#core/tracking/index.ts';
import { directionTag, guessDirection, isShareByName } from './metric-direction.ts';

/** The columns of an experiment, with the direction in which each metric is better: its tags win over the name. */
export async function describeRunColumns(
  ctx: EngineContext,
  experimentId: string,
): Promise<Outputs['runs']['columns']> {
  const given = new Map(getExperiment(ctx, experimentId).tags.map(({ key, value }) => [key, value]));
  const columns = await readRunColumns(ctx, experimentId);
  return {
    columns: columns.map((column) => {
      if (column.kind !== 'metric') return { ...column, direction: 'none', isShare: false };
      const tag = given.get(`${directionTag}${column.key}`);
      const isGiven = tag === 'higher' || tag === 'lower' || tag === 'none';
      const inShare = column.samples.every((text) => Number(text) >= 0 && Number(text) <= 1);
      return {
        ...column,
        direction: isGiven ? tag : guessDirection(column.key),
        isShare: inShare && isShareByName(column.key),
      };
    }),
  };
}
