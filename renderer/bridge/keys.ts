/** The keys of every query, so that an event can name exactly what it made stale. */
export const keys = {
  system: ['system'],
  backups: ['workspace', 'backups'],
  experimentLists: ['experiments', 'list'],
  experiment: (experimentId: string) => ['experiments', 'get', experimentId],
  runs: ['runs'],
  runLists: (experimentId: string) => ['run-lists', experimentId],
  runCounts: (experimentId: string) => ['run-counts', experimentId],
  run: (runId: string) => ['runs', runId],
  metricHistory: (runId: string, key: string) => ['runs', runId, 'history', key],
  artifacts: (runId: string) => ['artifacts', runId],
  activity: (kind: string, id: string) => ['activity', kind, id],
  activityOfAll: ['activity'],
} as const;
