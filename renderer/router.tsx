import { createRootRouteWithContext, createRoute, createRouter } from '@tanstack/react-router';
import { Frame } from './frame/frame.tsx';
import { startRunsReads } from './features/runs/start-reads.ts';
import type { Reader } from './features/runs/start-reads.ts';
import { FailedRoute } from './frame/failed-route.tsx';
import { NotFoundPage } from './frame/not-found-page.tsx';
import { lazyPart } from './parts/lazy-part.ts';
import { clean, depthOf, matching, oneOf, place, text, whole } from './search-values.ts';
import {
  alertSeverities,
  alertSignals,
  compareTabs,
  desktopSettings,
  pipelineListStates,
  pipelineListViews,
  pipelineRunViews,
  pipelineViews,
  runTabs,
  settingSections,
  sheets,
} from './search-params.ts';
import type {
  ActivitySearch,
  AlertsSearch,
  CompareSearch,
  DatasetSearch,
  DatasetsSearch,
  ExperimentsSearch,
  FrameSearch,
  HomeSearch,
  JobsSearch,
  LineageSearch,
  ModelSearch,
  ModelsSearch,
  MonitoringSearch,
  PipelineRunSearch,
  PipelineSearch,
  PipelinesSearch,
  RecoverySearch,
  RunSearch,
  RunsSearch,
  SettingsSearch,
  TraceSearch,
  TracesSearch,
  VersionSearch,
  WelcomeSearch,
} from './search-params.ts';

const rootRoute = createRootRouteWithContext<Reader>()({
  component: Frame,
  notFoundComponent: NotFoundPage,
  validateSearch: (search: Record<string, unknown>): FrameSearch =>
    clean({
      sheet: oneOf(search['sheet'], sheets),
      about: text(search['about']),
      version: whole(search['version']),
    }),
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyPart(() => import('./features/home/home-page.tsx'), 'HomePage'),
  validateSearch: (search: Record<string, unknown>): HomeSearch => clean({ model: text(search['model']) }),
});

/** The day and the first month of a calendar. */
const calendarSearch = (search: Record<string, unknown>) => ({
  day: matching(search['day'], /^\d{4}-\d\d-\d\d$/),
  month: matching(search['month'], /^\d{4}-\d\d$/),
});

const pipelinesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/pipelines',
  component: lazyPart(() => import('./features/pipelines/pipelines-page.tsx'), 'PipelinesPage'),
  validateSearch: (search: Record<string, unknown>): PipelinesSearch =>
    clean({
      filter: text(search['filter']),
      state: oneOf(search['state'], pipelineListStates),
      view: oneOf(search['view'], pipelineListViews),
      ...calendarSearch(search),
    }),
});

const pipelineRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/pipelines/runs/$pipelineRunId',
  component: lazyPart(() => import('./features/pipelines/pipeline-run-page.tsx'), 'PipelineRunPage'),
  validateSearch: (search: Record<string, unknown>): PipelineRunSearch =>
    clean({
      view: oneOf(search['view'], pipelineRunViews),
      task: text(search['task']),
      map: place(search['map']),
      try: whole(search['try']),
      compare: text(search['compare']),
    }),
});

const pipelineRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/pipelines/$name',
  component: lazyPart(() => import('./features/pipeline-editor/page/pipeline-page.tsx'), 'PipelinePage'),
  validateSearch: (search: Record<string, unknown>): PipelineSearch =>
    clean({
      mode: oneOf(search['mode'], ['canvas', 'yaml', 'list']),
      view: oneOf(search['view'], pipelineViews),
      task: text(search['task']),
      ...calendarSearch(search),
      hash: text(search['hash']),
      compare: text(search['compare']),
    }),
});

const datasetsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/datasets',
  component: lazyPart(() => import('./features/datasets/datasets-page.tsx'), 'DatasetsPage'),
  validateSearch: (search: Record<string, unknown>): DatasetsSearch =>
    clean({ sort: oneOf(search['sort'], ['name', 'rows', 'size']), add: oneOf(search['add'], ['yes']) }),
});

const datasetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/datasets/$name',
  component: lazyPart(() => import('./features/datasets/dataset-page.tsx'), 'DatasetPage'),
  validateSearch: (search: Record<string, unknown>): DatasetSearch =>
    clean({
      v: whole(search['v']),
      against: whole(search['against']),
      add: oneOf(search['add'], ['yes']),
    }),
});

const modelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/models',
  component: lazyPart(() => import('./features/models/models-page.tsx'), 'ModelsPage'),
  validateSearch: (search: Record<string, unknown>): ModelsSearch =>
    clean({
      filter: text(search['filter']),
      sort: oneOf(search['sort'], ['name', 'champion', 'versions', 'health']),
      add: oneOf(search['add'], ['yes']),
      view: oneOf(search['view'], ['archived']),
    }),
});

const modelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/models/$name',
  component: lazyPart(() => import('./features/models/model-page.tsx'), 'ModelPage'),
  validateSearch: (search: Record<string, unknown>): ModelSearch =>
    clean({
      v: whole(search['v']),
      tab: oneOf(search['tab'], ['timeline', 'compare', 'card', 'activity']),
      show: oneOf(search['show'], ['table']),
      events: oneOf(search['events'], ['registered', 'alias', 'alert', 'resolved', 'batches', 'served']),
      with: text(search['with']),
    }),
});

const modelVersionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/models/$name/versions/$version',
  component: lazyPart(() => import('./features/models/version-page.tsx'), 'VersionPage'),
  validateSearch: (search: Record<string, unknown>): VersionSearch =>
    clean({ tab: oneOf(search['tab'], ['files', 'card']), file: text(search['file']) }),
});

const alertsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/alerts',
  component: lazyPart(() => import('./features/alerts/alerts-page.tsx'), 'AlertsPage'),
  validateSearch: (search: Record<string, unknown>): AlertsSearch =>
    clean({
      state: oneOf(search['state'], ['acknowledged', 'snoozed', 'resolved', 'all']),
      severity: oneOf(search['severity'], alertSeverities),
      model: text(search['model']),
      signal: oneOf(search['signal'], alertSignals),
      text: text(search['text']),
      alert: whole(search['alert']),
    }),
});

const lineageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/lineage',
  component: lazyPart(() => import('./features/lineage/explorer/explorer-page.tsx'), 'LineageExplorer'),
  validateSearch: (search: Record<string, unknown>): LineageSearch =>
    clean({
      uri: text(search['uri']),
      way: oneOf(search['way'], ['upstream', 'downstream']),
      depth: depthOf(search['depth']),
      hide: text(search['hide']),
      view: oneOf(search['view'], ['table']),
      node: text(search['node']),
    }),
});

const monitoringRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/monitoring',
  component: lazyPart(() => import('./features/monitoring/monitoring-start.tsx'), 'MonitoringStart'),
});

const monitoredModelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/monitoring/$model',
  component: lazyPart(() => import('./features/monitoring/monitoring-page.tsx'), 'MonitoringPage'),
  validateSearch: (search: Record<string, unknown>): MonitoringSearch =>
    clean({ batch: whole(search['batch']), rows: oneOf(search['rows'], ['row', 'oov', 'confidence']) }),
});

const activityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/activity',
  component: lazyPart(() => import('./features/activity/activity-page.tsx'), 'ActivityPage'),
  validateSearch: (search: Record<string, unknown>): ActivitySearch =>
    clean({
      kind: text(search['kind']),
      id: text(search['id']),
      by: text(search['by']),
      text: text(search['text']),
      from: text(search['from']),
      until: text(search['until']),
      change: whole(search['change']),
    }),
});

const jobsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs',
  component: lazyPart(() => import('./features/jobs/jobs-page.tsx'), 'JobsPage'),
  validateSearch: (search: Record<string, unknown>): JobsSearch =>
    clean({ state: oneOf(search['state'], ['active', 'failed']) }),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyPart(() => import('./features/settings/settings-page.tsx'), 'SettingsPage'),
  validateSearch: (search: Record<string, unknown>): SettingsSearch =>
    clean({ section: oneOf(search['section'], settingSections), at: oneOf(search['at'], desktopSettings) }),
});

const recoveryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/recovery',
  component: lazyPart(() => import('./features/recovery/recovery-page.tsx'), 'RecoveryPage'),
  validateSearch: (search: Record<string, unknown>): RecoverySearch =>
    clean({ restore: text(search['restore']) }),
});

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  component: lazyPart(() => import('./features/workspaces/welcome-page.tsx'), 'WelcomePage'),
  validateSearch: (search: Record<string, unknown>): WelcomeSearch =>
    clean({ folder: text(search['folder']), import: search['import'] === '' ? '' : text(search['import']) }),
});

const experimentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments',
  component: lazyPart(() => import('./features/experiments/experiments-page.tsx'), 'ExperimentsPage'),
  validateSearch: (search: Record<string, unknown>): ExperimentsSearch =>
    clean({
      filter: text(search['filter']),
      order: text(search['order']),
      view: oneOf(search['view'], ['deleted']),
      show: text(search['show']),
    }),
});

const runsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/$experimentId',
  component: lazyPart(() => import('./features/runs/runs-page.tsx'), 'RunsPage'),
  loaderDeps: ({ search: { filter, order, view } }) => ({ filter, order, view }),
  loader: ({ context, params, deps }) => startRunsReads(context, params.experimentId, deps),
  validateSearch: (search: Record<string, unknown>): RunsSearch =>
    clean({
      saved: search['saved'] === 0 ? 0 : whole(search['saved']),
      filter: text(search['filter']),
      order: text(search['order']),
      view: oneOf(search['view'], ['deleted']),
      run: text(search['run']),
      tab: oneOf(search['tab'], ['artifacts', 'activity']),
      panel: oneOf(search['panel'], ['new', 'experiment']),
      columns: text(search['columns']),
      baseline: text(search['baseline']),
      group: text(search['group']),
      pins: text(search['pins']),
      layout: oneOf(search['layout'], ['charts', 'both']),
      split: whole(search['split']),
      charts: text(search['charts']),
    }),
});

const runRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/$experimentId/runs/$runId',
  component: lazyPart(() => import('./features/run-page/run-page.tsx'), 'RunPage'),
  validateSearch: (search: Record<string, unknown>): RunSearch =>
    clean({
      tab: oneOf(search['tab'], runTabs),
      find: text(search['find']),
      register: oneOf(search['register'], ['yes']),
      file: text(search['file']),
      charts: text(search['charts']),
      filter: text(search['filter']),
      order: text(search['order']),
    }),
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/$experimentId/compare',
  component: lazyPart(() => import('./features/compare/compare-page.tsx'), 'ComparePage'),
  validateSearch: (search: Record<string, unknown>): CompareSearch =>
    clean({
      runs: text(search['runs']),
      baseline: text(search['baseline']),
      tab: oneOf(search['tab'], compareTabs),
      all: oneOf(search['all'], ['yes']),
      hidden: text(search['hidden']),
      stat: oneOf(search['stat'], ['min', 'max', 'best']),
      charts: text(search['charts']),
      parallel: text(search['parallel']),
      plot: text(search['plot']),
      metric: text(search['metric']),
      pair: text(search['pair']),
      file: text(search['file']),
      files: oneOf(search['files'], ['all']),
      form: oneOf(search['form'], ['unified']),
      as: oneOf(search['as'], ['text']),
    }),
});

const tracesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/$experimentId/traces',
  component: lazyPart(() => import('./features/traces/traces-page.tsx'), 'TracesPage'),
  validateSearch: (search: Record<string, unknown>): TracesSearch =>
    clean({ filter: text(search['filter']), order: text(search['order']) }),
});

const traceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/$experimentId/traces/$traceId',
  component: lazyPart(() => import('./features/traces/trace-page.tsx'), 'TracePage'),
  validateSearch: (search: Record<string, unknown>): TraceSearch =>
    clean({ span: text(search['span']), tab: oneOf(search['tab'], ['trace']) }),
});

/** The router reads ahead with the window's own means: what a page shows is on its way while its code still is. */
export function createAppRouter(context: Reader) {
  return createRouter({
    context,
    routeTree: rootRoute.addChildren([
      homeRoute,
      experimentsRoute,
      runsRoute,
      runRoute,
      compareRoute,
      tracesRoute,
      traceRoute,
      pipelinesRoute,
      pipelineRoute,
      pipelineRunRoute,
      datasetsRoute,
      datasetRoute,
      modelsRoute,
      modelRoute,
      modelVersionRoute,
      monitoringRoute,
      monitoredModelRoute,
      alertsRoute,
      lineageRoute,
      activityRoute,
      jobsRoute,
      settingsRoute,
      recoveryRoute,
      welcomeRoute,
    ]),
    defaultErrorComponent: FailedRoute,
    defaultPreload: false,
    scrollRestoration: false,
  });
}
export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
