import type { PipelineSummary } from '#contract/pipelines.ts';

/** The pipeline that trains a model on the labelled drift rows too; null where there are none for it. */
export function trainPipelineOf(
  model: string,
  pipelines: readonly PipelineSummary[],
): PipelineSummary | null {
  const prefix = model === 'sentiment_classifier' ? '' : model.replace(/classifier$/, '');
  const train = pipelines.find(({ name }) => name === `${prefix}train`);
  return train?.params['include_drift'] === undefined ? null : train;
}
