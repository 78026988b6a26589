import type { Router } from '@orpc/server';
import type { Contract } from '#contract/procedures.ts';
import { os } from './os.ts';
import { appRoutes, editorRoutes } from './routes/app.ts';
import { comparisonRoutes } from './routes/comparison.ts';
import { datasetsRoutes } from './routes/datasets.ts';
import { activityRoutes, eventsRoutes, jobsRoutes, systemRoutes, workspaceRoutes } from './routes/engine.ts';
import { findingRoutes } from './routes/finding.ts';
import { lineageRoutes } from './routes/lineage.ts';
import { loggedModelsRoutes } from './routes/logged-models.ts';
import { monitoringRoutes } from './routes/monitoring.ts';
import { pipelinesRoutes } from './routes/pipelines.ts';
import { promotionRoutes } from './routes/promotion.ts';
import { pythonRoutes } from './routes/python.ts';
import { registryRoutes } from './routes/registry.ts';
import { servingRoutes } from './routes/serving.ts';
import { tablesRoutes } from './routes/tables.ts';
import { tracesRoutes } from './routes/tracing.ts';
import { artifactsRoutes, experimentsRoutes, runsRoutes, runViewsRoutes } from './routes/tracking.ts';
import { transferRoutes } from './routes/transfer.ts';
import { workshopRoutes } from './routes/workshop.ts';
import type { RpcContext } from './rpc-context.ts';

/** Every procedure of the contract, bound to the function of its feature. */
export const router: Router<Contract, RpcContext> = os.router({
  system: systemRoutes,
  events: eventsRoutes,
  app: appRoutes,
  editor: editorRoutes,
  workspace: workspaceRoutes,
  activity: activityRoutes,
  experiments: experimentsRoutes,
  runs: runsRoutes,
  runViews: runViewsRoutes,
  artifacts: artifactsRoutes,
  comparison: comparisonRoutes,
  finding: findingRoutes,
  jobs: jobsRoutes,
  lineage: lineageRoutes,
  datasets: datasetsRoutes,
  tables: tablesRoutes,
  traces: tracesRoutes,
  loggedModels: loggedModelsRoutes,
  registry: registryRoutes,
  promotion: promotionRoutes,
  python: pythonRoutes,
  pipelines: pipelinesRoutes,
  monitoring: monitoringRoutes,
  serving: servingRoutes,
  workshop: workshopRoutes,
  transfer: transferRoutes,
});
