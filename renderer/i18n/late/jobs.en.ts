import type { Job, JobKind } from '#contract/jobs.ts';

type Unit = NonNullable<Job['progress']>['unit'];

export const jobs = {
  title: 'Jobs',
  list: 'Long work',
  showAll: 'Show all',
  nothing: 'Nothing is running',
  loadFailed: 'The jobs could not be read',
  emptyTitle: 'No long work in the last day',
  emptyText:
    'Runs of pipelines, imports, backups, exports and Python environments stand here while they work.',
  emptyText2: 'What ended stays for a day.',
  noneShown: 'None of this kind.',
  filter: 'Which jobs',
  all: 'All',
  active: 'Active',
  state: 'State',
  job: 'Job',
  progress: 'Progress',
  time: 'Time',
  began: 'Began',
  acts: 'Actions',
  left: 'about {{time}} left',
  progressOf: 'Progress of {{name}}',
  actOf: '{{act}}: {{name}}',
  open: 'Open',
  didCancel: 'Canceled: {{name}}',
  startedAgain: '{{name}} runs again from what failed',
  backedUp: 'Backed up',
  states: {
    waiting: 'Waiting',
    running: 'Running',
    done: 'Done',
    failed: 'Failed',
    canceled: 'Canceled',
  } satisfies Record<Job['state'], string>,
  kinds: {
    import: 'Import from',
    push: 'Push to',
    pipeline_run: 'Pipeline',
    backfill: 'Backfill of',
    python_environment: 'Environment with',
    backup: 'Backup of',
    export: 'Export to',
    purge: 'Permanent delete of',
  } satisfies Record<JobKind, string>,
  done: {
    objects: '{{count, number}} brought',
    tasks: '{{count, number}} tasks over',
    dates: '{{count, number}} dates over',
  } satisfies Record<Unit, string>,
  doneOf: {
    objects: '{{done, number}} of {{count, number}} objects',
    tasks: '{{done, number}} of {{count, number}} tasks',
    dates: '{{done, number}} of {{count, number}} dates',
  } satisfies Record<Unit, string>,
};
