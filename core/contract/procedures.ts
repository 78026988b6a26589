import { eventIterator } from '@orpc/contract';
import type {
  ContractRouterClient,
  InferContractRouterInputs,
  InferContractRouterOutputs,
} from '@orpc/contract';
import * as z from 'zod';
import { activityProcedures } from './activity.ts';
import { alertProcedures } from './alert-handling.ts';
import { appProcedures } from './desktop-tools.ts';
import { base, nextPageToken, nothing } from './base.ts';
import { comparisonProcedures, headlineProcedures } from './comparison.ts';
import { datasetProcedures } from './datasets.ts';
import { editorProcedures } from './editors.ts';
import * as entity from './entities.ts';
import { eventBatch } from './events.ts';
import * as input from './inputs.ts';
import { findingProcedures } from './finding.ts';
import { jobProcedures } from './jobs.ts';
import { lineageProcedures } from './lineage.ts';
import { loggedModelProcedures } from './logged-models.ts';
import { monitoringProcedures } from './monitoring.ts';
import { pipelineProcedures } from './pipelines.ts';
import { promotionProcedures } from './promotion.ts';
import { pythonProcedures } from './python.ts';
import { registryProcedures } from './registry.ts';
import { runTableProcedures } from './run-table.ts';
import { runViewProcedures } from './run-views.ts';
import { seriesProcedures } from './series.ts';
import { servingProcedures } from './serving.ts';
import { fileAddress, tableProcedures } from './tables.ts';
import { traceProcedures } from './tracing.ts';
import { transferProcedures } from './transfer.ts';
import { workshopProcedures } from './workshop.ts';
import { workspaceProcedures } from './workspaces.ts';

/** Bytes that a permanent delete frees, and how many runs and files go with it. */
const purgeReport = z.object({
  runs: z.number().int(),
  files: z.number().int(),
  freedBytes: z.number().int(),
});
export type PurgeReport = z.infer<typeof purgeReport>;

/**
 * All that the engine can be asked, by feature. Reads never change anything; every write makes one row of activity.
 * The command, the screen and the HTTP host call these same procedures.
 */
export const contract = {
  system: {
    info: base.input(input.noInput).output(entity.systemInfo),
    /** A one-time token that lets a browser in: it is part of the printed address. */
    browserToken: base.input(input.noInput).output(z.object({ url: z.string() })),
    stop: base.input(input.noInput).output(nothing),
    /** The licenses of everything that Stile brings along; empty where it runs from its sources. */
    licenses: base.input(input.noInput).output(z.object({ text: z.string() })),
  },
  events: {
    subscribe: base.input(input.subscribeEvents).output(eventIterator(eventBatch)),
  },
  app: appProcedures,
  editor: editorProcedures,
  workspace: workspaceProcedures,
  activity: activityProcedures,
  experiments: {
    create: base.input(input.createExperiment).output(entity.experiment),
    get: base.input(input.experimentRef).output(entity.experiment),
    getByName: base.input(z.strictObject({ name: z.string() })).output(entity.experiment),
    search: base
      .input(input.searchExperiments)
      .output(z.object({ experiments: z.array(entity.experimentSummary), nextPageToken })),
    ...headlineProcedures,
    update: base.input(input.updateExperiment).output(entity.experiment),
    setTag: base.input(input.setExperimentTag).output(nothing),
    deleteTag: base.input(input.deleteExperimentTag).output(nothing),
    delete: base.input(input.experimentRef).output(nothing),
    restore: base.input(input.experimentRef).output(nothing),
    /** What `purge` would delete; changes nothing. */
    purgePreview: base.input(input.experimentRef).output(purgeReport),
    /** Deletes for good, with all runs and files. The experiment must be deleted first. */
    purge: base.input(input.experimentRef).output(purgeReport),
  },
  runs: {
    create: base.input(input.createRun).output(entity.run),
    get: base.input(input.runRef).output(entity.run),
    search: base.input(input.searchRuns).output(z.object({ runs: z.array(entity.run), nextPageToken })),
    /** How many runs a search finds, without reading them. */
    count: base
      .input(input.searchRuns.omit({ orderBy: true, maxResults: true, pageToken: true }))
      .output(z.object({ count: z.number().int() })),
    update: base.input(input.updateRun).output(entity.run),
    setTag: base.input(input.setRunTag).output(nothing),
    deleteTag: base.input(input.deleteRunTag).output(nothing),
    logParam: base.input(input.logParam).output(nothing),
    logMetric: base.input(input.logMetric).output(nothing),
    logBatch: base.input(input.logBatch).output(nothing),
    logInputs: base.input(input.logInputs).output(nothing),
    inputs: base.input(input.runRef).output(z.object({ datasets: z.array(entity.datasetInput) })),
    metricHistory: base
      .input(input.metricHistory)
      .output(z.object({ points: z.array(entity.metricPoint), nextPageToken })),
    ...seriesProcedures,
    ...runTableProcedures,
    delete: base.input(input.runRef).output(nothing),
    restore: base.input(input.runRef).output(nothing),
    purgePreview: base.input(input.runRef).output(purgeReport),
    purge: base.input(input.runRef).output(purgeReport),
  },
  runViews: runViewProcedures,
  artifacts: {
    list: base.input(input.listArtifacts).output(z.object({ files: z.array(entity.artifactEntry) })),
    read: base
      .input(input.readArtifact)
      .output(z.object({ chunk: z.file(), size: z.number().int(), end: z.boolean() })),
    write: base.input(input.writeArtifact).output(z.object({ uploadId: z.string(), size: z.number().int() })),
    delete: base.input(input.artifactRef).output(nothing),
    /**
     * Where a file of a run or of a version of a model lies on the engine's computer: to be shown in its folder, or
     * dragged to another program. @throws NOT_FOUND also for a folder, PATH_NOT_ALLOWED outside of this workspace
     */
    locate: base.input(fileAddress).output(z.object({ file: z.string() })),
    /**
     * Copies a file to a place outside of the workspace, on the engine's computer; `file` is absolute.
     * @throws NOT_FOUND, PATH_NOT_ALLOWED, INVALID_ARGUMENT, ALREADY_EXISTS, DISK_FULL
     */
    copyOut: base
      .input(fileAddress.extend({ file: z.string().min(1), overwrite: z.boolean().default(false) }))
      .output(z.object({ file: z.string(), bytes: z.number().int() })),
  },
  comparison: comparisonProcedures,
  finding: findingProcedures,
  jobs: jobProcedures,
  lineage: lineageProcedures,
  datasets: datasetProcedures,
  tables: tableProcedures,
  traces: traceProcedures,
  loggedModels: loggedModelProcedures,
  registry: registryProcedures,
  promotion: promotionProcedures,
  python: pythonProcedures,
  pipelines: pipelineProcedures,
  monitoring: { ...monitoringProcedures, ...alertProcedures },
  serving: servingProcedures,
  workshop: workshopProcedures,
  transfer: transferProcedures,
};

export type Contract = typeof contract;
/** The engine as a caller sees it: every procedure asynchronous, errors typed by code. */
export type EngineClient = ContractRouterClient<Contract>;
export type Inputs = InferContractRouterInputs<Contract>;
export type Outputs = InferContractRouterOutputs<Contract>;
