import { describeRunColumns, readExperimentHeadlines } from '#core/comparison/index.ts';
import { readAliasesOfRuns, requireNoVersions } from '#core/registry/index.ts';
import { copyOut } from '#core/store/copy-out.ts';
import * as tracking from '#core/tracking/index.ts';
import { findFile } from '../find-file.ts';
import { done, os } from '../os.ts';

export const experimentsRoutes = {
  create: os.experiments.create.handler(({ context, input }) =>
    tracking.createExperiment(context.engine, input),
  ),
  get: os.experiments.get.handler(({ context, input }) =>
    tracking.getExperiment(context.engine, input.experimentId),
  ),
  getByName: os.experiments.getByName.handler(({ context, input }) =>
    tracking.getExperimentByName(context.engine, input.name),
  ),
  search: os.experiments.search.handler(({ context, input }) =>
    tracking.searchExperiments(context.engine, input),
  ),
  headlines: os.experiments.headlines.handler(({ context, input }) =>
    readExperimentHeadlines(context.engine, input.experimentIds),
  ),
  update: os.experiments.update.handler(({ context, input }) =>
    tracking.updateExperiment(context.engine, input),
  ),
  setTag: os.experiments.setTag.handler(({ context, input }) =>
    done(tracking.setExperimentTag(context.engine, input)),
  ),
  deleteTag: os.experiments.deleteTag.handler(({ context, input }) =>
    done(tracking.deleteExperimentTag(context.engine, input)),
  ),
  delete: os.experiments.delete.handler(({ context, input }) =>
    done(tracking.deleteExperiment(context.engine, input.experimentId)),
  ),
  restore: os.experiments.restore.handler(({ context, input }) =>
    done(tracking.restoreExperiment(context.engine, input.experimentId)),
  ),
  purgePreview: os.experiments.purgePreview.handler(({ context, input }) =>
    tracking.previewExperimentPurge(context.engine, input.experimentId),
  ),
  purge: os.experiments.purge.handler(({ context, input }) => {
    requireNoVersions(context.engine, input);
    const { name } = tracking.getExperiment(context.engine, input.experimentId);
    return context.services.jobs.track('purge', name, () =>
      tracking.purgeExperiment(context.engine, input.experimentId),
    );
  }),
};

export const runsRoutes = {
  create: os.runs.create.handler(({ context, input }) => tracking.createRun(context.engine, input)),
  get: os.runs.get.handler(({ context, input }) => tracking.getRun(context.engine, input.runId)),
  search: os.runs.search.handler(({ context, input }) => tracking.searchRuns(context.engine, input)),
  count: os.runs.count.handler(({ context, input }) => ({
    count: tracking.countRuns(context.engine, input),
  })),
  update: os.runs.update.handler(({ context, input }) => tracking.updateRun(context.engine, input)),
  setTag: os.runs.setTag.handler(({ context, input }) => done(tracking.setRunTag(context.engine, input))),
  deleteTag: os.runs.deleteTag.handler(({ context, input }) =>
    done(tracking.deleteRunTag(context.engine, input)),
  ),
  logParam: os.runs.logParam.handler(({ context, input }) => done(tracking.logParam(context.engine, input))),
  logMetric: os.runs.logMetric.handler(({ context, input }) =>
    done(tracking.logMetric(context.engine, input)),
  ),
  logBatch: os.runs.logBatch.handler(({ context, input }) => done(tracking.logBatch(context.engine, input))),
  logInputs: os.runs.logInputs.handler(({ context, input }) =>
    done(tracking.logInputs(context.engine, input)),
  ),
  inputs: os.runs.inputs.handler(({ context, input }) => ({
    datasets: tracking.readInputs(context.engine, input.runId),
  })),
  metricHistory: os.runs.metricHistory.handler(({ context, input }) =>
    tracking.readMetricHistory(context.engine, input),
  ),
  metricNames: os.runs.metricNames.handler(({ context, input, signal }) =>
    context.services.series.names(input.runIds, signal),
  ),
  metricSeries: os.runs.metricSeries.handler(({ context, input, signal }) =>
    context.services.series.series(input, signal),
  ),
  columns: os.runs.columns.handler(({ context, input }) =>
    describeRunColumns(context.engine, input.experimentId),
  ),
  values: os.runs.values.handler(({ context, input }) => tracking.readRunValues(context.engine, input)),
  explainFilter: os.runs.explainFilter.handler(({ context, input }) =>
    tracking.explainFilter(context.engine, input),
  ),
  aliases: os.runs.aliases.handler(({ context, input }) =>
    readAliasesOfRuns(context.engine, input.experimentId),
  ),
  ids: os.runs.ids.handler(({ context, input }) => tracking.readRunIds(context.engine, input)),
  groups: os.runs.groups.handler(({ context, input }) => tracking.readRunGroups(context.engine, input)),
  inside: os.runs.inside.handler(({ context, input }) => tracking.readInsideRuns(context.engine, input)),
  changeMany: os.runs.changeMany.handler(({ context, input }) =>
    tracking.changeManyRuns(context.engine, input),
  ),
  sparklines: os.runs.sparklines.handler(({ context, input }) =>
    tracking.readSparklines(context.engine, input),
  ),
  delete: os.runs.delete.handler(({ context, input }) =>
    done(tracking.deleteRun(context.engine, input.runId)),
  ),
  restore: os.runs.restore.handler(({ context, input }) =>
    done(tracking.restoreRun(context.engine, input.runId)),
  ),
  purgePreview: os.runs.purgePreview.handler(({ context, input }) =>
    tracking.previewRunPurge(context.engine, input.runId),
  ),
  purge: os.runs.purge.handler(({ context, input }) => {
    requireNoVersions(context.engine, input);
    const { name } = tracking.getRun(context.engine, input.runId);
    return context.services.jobs.track('purge', name, () => tracking.purgeRun(context.engine, input.runId));
  }),
};

export const runViewsRoutes = {
  list: os.runViews.list.handler(({ context, input }) => tracking.listRunViews(context.engine, input)),
  get: os.runViews.get.handler(({ context, input }) => tracking.getRunView(context.engine, input.viewId)),
  create: os.runViews.create.handler(({ context, input }) => tracking.createRunView(context.engine, input)),
  update: os.runViews.update.handler(({ context, input }) => tracking.updateRunView(context.engine, input)),
  delete: os.runViews.delete.handler(({ context, input }) =>
    done(tracking.deleteRunView(context.engine, input.viewId)),
  ),
};

export const artifactsRoutes = {
  list: os.artifacts.list.handler(async ({ context, input }) => ({
    files: await tracking.listArtifacts(context.engine, input),
  })),
  read: os.artifacts.read.handler(({ context, input }) => tracking.readArtifact(context.engine, input)),
  write: os.artifacts.write.handler(({ context, input }) => tracking.writeArtifact(context.engine, input)),
  delete: os.artifacts.delete.handler(({ context, input }) =>
    done(tracking.deleteArtifact(context.engine, input)),
  ),
  locate: os.artifacts.locate.handler(async ({ context, input }) => ({
    file: (await findFile(context.engine, input.uri)).file,
  })),
  copyOut: os.artifacts.copyOut.handler(async ({ context, input: { uri, ...target } }) => {
    const { file } = await findFile(context.engine, uri);
    return copyOut(context.engine.paths, file, target);
  }),
};
