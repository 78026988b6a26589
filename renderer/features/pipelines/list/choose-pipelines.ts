import type { PipelineSummary } from '#contract/pipelines.ts';
import type { PipelineListState } from '#renderer/search-params.ts';

export function isInState(pipeline: PipelineSummary, state: PipelineListState): boolean {
  const last = pipeline.lastRun?.state;
  switch (state) {
    case 'running':
      return pipeline.recentRuns.some((run) =>
        ['scheduled', 'queued', 'running', 'paused'].includes(run.state),
      );
    case 'failed':
      return last === 'failed';
    case 'broken':
      return pipeline.problems.some(({ severity }) => severity === 'error');
    case 'paused':
      return pipeline.schedule?.isPaused === true;
    case 'never':
      return pipeline.lastRun === null;
  }
}

/** Those whose name or description has all words of a text, and that are in a state. */
export function choosePipelines(
  pipelines: readonly PipelineSummary[],
  {
    filter = '',
    state,
  }: { readonly filter?: string | undefined; readonly state?: PipelineListState | undefined },
): readonly PipelineSummary[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return pipelines.filter((pipeline) => {
    const said = `${pipeline.name}\n${pipeline.description}`.toLocaleLowerCase();
    return words.every((word) => said.includes(word)) && (state === undefined || isInState(pipeline, state));
  });
}
