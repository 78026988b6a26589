/** The keys of every query, so that an event can name exactly what it made stale. */
export const keys = {
  system: ['system'],
  backups: ['workspace', 'backups'],
  workspaceUsage: ['workspace', 'usage'],
  recentWorkspaces: ['workspace', 'recent'],
  /** A folder as a place for a workspace. */
  folder: (folder: string) => ['workspace', 'folder', folder],
  licenses: ['licenses'],
  /** What files are opened in. */
  editor: ['editor'],
  experimentLists: ['experiments', 'list'],
  experiment: (experimentId: string) => ['experiments', 'get', experimentId],
  runs: ['runs'],
  runLists: (experimentId: string) => ['run-lists', experimentId],
  runCounts: (experimentId: string) => ['run-counts', experimentId],
  /** Saved views of the runs of an experiment. */
  runViews: (experimentId: string) => ['run-views', experimentId],
  /** The newest runs of all experiments. */
  recentRuns: ['recent-runs'],
  run: (runId: string) => ['runs', runId],
  /** Lines of charts, by the experiment of their runs. */
  series: (experimentId: string) => ['series', experimentId],
  /** In the place of the experiment, where runs of several are drawn together. */
  severalExperiments: 'several',
  metricHistory: (runId: string, key: string) => ['runs', runId, 'history', key],
  artifacts: (runId: string) => ['artifacts', runId],
  comparison: ['comparison'],
  datasets: ['datasets'],
  /** What a version holds never changes: apart from the lists, which events make stale. */
  datasetContent: (name: string, version: number, what: string) => ['dataset-content', name, version, what],
  datasetUses: (uri: string) => ['dataset-uses', uri],
  modelLists: ['models', 'list'],
  model: (name: string) => ['models', 'get', name],
  modelTimeline: (name: string) => ['models', 'timeline', name],
  loggedModels: ['logged-models'],
  pipelines: ['pipelines'],
  /** Of one pipeline: its text with its hash, and what its editor keeps beside it. */
  pipelineFile: (name: string) => ['pipeline-file', name],
  pipelineLayout: (name: string) => ['pipeline-layout', name],
  pipelineDrafts: ['pipeline-drafts'],
  pipelineFileSchema: ['pipeline-file-schema'],
  scheduleTimes: ['schedule-times'],
  /** Texts that runs have run, by pipeline. */
  pipelineVersions: ['pipeline-versions'],
  /** Days with runs and times to come. */
  pipelineCalendar: ['pipeline-calendar'],
  /** How tasks stand, and what runs of them would do, by pipeline. */
  pipelineStandings: ['pipeline-standings'],
  pipelineRunLists: ['pipeline-run-lists'],
  pipelineRun: (pipelineRunId: string) => ['pipeline-runs', pipelineRunId],
  pipelineLog: (pipelineRunId: string) => ['pipeline-logs', pipelineRunId],
  batchLists: ['batches', 'list'],
  batch: (batchId: number) => ['batches', 'get', batchId],
  batchRows: (batchId: number) => ['batches', 'rows', batchId],
  appInfo: ['app', 'info'],
  appCommand: ['app', 'command'],
  dataPlaces: ['app', 'data-places'],
  filePlace: (uri: string) => ['file-place', uri],
  tables: ['tables'],
  table: (uri: string) => ['tables', uri],
  alertLists: ['alerts', 'list'],
  alert: (alertId: number) => ['alerts', 'get', alertId],
  lineage: ['lineage'],
  serving: ['serving'],
  python: ['python'],
  pipelinePythons: ['pipeline-pythons'],
  transfers: ['transfers'],
  traces: ['traces'],
  activity: (kind: string, id: string) => ['activity', kind, id],
  activityList: ['activity-list'],
  jobs: ['jobs'],
  activityOfAll: ['activity'],
} as const;
