import type { ComparedRun, RunComparison } from '#contract/comparison.ts';
import type { Inputs } from '#contract/procedures.ts';
import type { Experiment, Run } from '#contract/entities.ts';
import { readVersionsOfRuns, type VersionOfRun } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { getExperiment, readRunsOf } from '#core/tracking/index.ts';
import { compareMetrics } from './compare-metrics.ts';
import { pickCourse, pickMainMetric } from './main-metric.ts';
import { compareTexts } from './compare-texts.ts';

type CompareInput = Inputs['comparison']['read'];

/** Runs side by side, row by row. @throws INVALID_ARGUMENT for a head of an id that several runs begin with */
export function compareRuns(
  ctx: EngineContext,
  { runs: refs, baseline: wanted }: CompareInput,
): RunComparison {
  const { runs, inputs, missing } = readRunsOf(ctx, refs);
  const baseline =
    wanted === undefined
      ? 0
      : Math.max(
          0,
          runs.findIndex(({ runId }) => runId.startsWith(wanted)),
        );
  const experiments = readExperiments(ctx, runs);
  const versions = readVersionsOfRuns(
    ctx,
    runs.map(({ runId }) => runId),
  );
  const tags = experiments.get(runs[baseline]?.experimentId ?? '')?.tags ?? [];
  const metrics = compareMetrics(runs, tags);
  return {
    runs: runs.map((run) => describeRun(run, experiments, versions)),
    baseline,
    missing,
    metrics,
    texts: compareTexts(runs, inputs),
    main: pickMainMetric(metrics, tags),
    course: pickCourse(metrics, tags),
  };
}

function readExperiments(ctx: EngineContext, runs: readonly Run[]): Map<string, Experiment> {
  const ids = new Set(runs.map(({ experimentId }) => experimentId));
  return new Map([...ids].map((id) => [id, getExperiment(ctx, id)]));
}

function describeRun(
  run: Run,
  experiments: ReadonlyMap<string, Experiment>,
  versions: ReadonlyMap<string, VersionOfRun[]>,
): ComparedRun {
  const { runId, name, experimentId, status, startedAt, endedAt, lifecycle } = run;
  return {
    runId,
    name,
    experimentId,
    experiment: experiments.get(experimentId)?.name ?? '',
    status,
    startedAt,
    endedAt,
    lifecycle,
    versions: versions.get(runId) ?? [],
  };
}
