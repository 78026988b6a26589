import type { ParityStep } from './parity-steps.ts';

const within = ['--experiment', 'churn'];

/** What is known of many runs at once. */
export function runTableSteps(): ParityStep[] {
  return [
    { args: ['run', 'columns', ...within, '--json'] },
    { args: ['run', 'values', 'status', ...within] },
    { args: ['run', 'groups', 'params.depth', ...within, '--metric', 'loss', '--json'] },
    {
      args: [
        'run',
        'groups',
        'params.depth',
        'dataset',
        ...within,
        '--metric',
        'loss',
        '--sort',
        'mean:loss ASC',
      ],
    },
    { args: ['run', 'groups', 'parent', ...within, '--sort', 'loss'] },
    { args: ['run', 'inside', '{run}', '--param', 'depth', '--metric', 'loss'] },
    { args: ['run', 'change', '{other}', ...within, '--set-tag', 'verdict=good', '--json'] },
    { args: ['run', 'change', ...within, '--filter', 'start_time > -9999w', '--delete-tag', 'verdict'] },
    { args: ['run', 'change', ...within, '--delete'] },
    { args: ['run', 'change', 'nothing', ...within, '--restore', '--json'] },
    { args: ['run', 'ids', ...within, '--filter', 'start_time > 7d'] },
    { args: ['run', 'explain', "metrics.loss < 0.3 AND status = 'RUNNING'", ...within] },
    { args: ['run', 'ids', ...within, '--filter', 'metrics.loss > 100'] },
  ];
}

/** Saved views of the runs of an experiment. */
export function viewSteps(): ParityStep[] {
  return [
    { args: ['view', 'save', 'best', ...within, '--order-by', 'metrics.loss ASC', '--default', '--json'] },
    { args: ['view', 'save', 'best', ...within, '--group-by', 'params.depth', '--columns', 'status'] },
    { args: ['view', 'save', 'bad', ...within, '--filter', 'metrics.loss <<< 3'] },
    { args: ['view', 'save', 'bad', ...within, '--group-by', 'weather', '--json'] },
    { args: ['view', 'list', ...within] },
    { args: ['view', 'show', '1', ...within, '--json'] },
    { args: ['view', 'rename', 'best', 'better', ...within] },
    { args: ['view', 'rename', 'best', 'better', ...within, '--json'] },
    { args: ['view', 'delete', 'better', ...within, '--json'] },
    { args: ['view', 'show', 'better', ...within] },
  ];
}
