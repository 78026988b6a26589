import type { ParityStep } from './parity-steps.ts';

const keepRun = (name: string): ParityStep['keep'] => [name, (json) => json['pipelineRunId']];

/** What screens show of pipelines: `load` has run once, `nightly` has a schedule and was given no runs by hand. */
export function pipelineViewSteps(): ParityStep[] {
  const days = ['--from', '2026-10-01T00:00Z', '--until', '2026-10-03T23:59Z'];
  return [
    { args: ['pipeline', 'standing', 'load', '--json'] },
    { args: ['pipeline', 'standing', 'nowhere'] },
    { args: ['pipeline', 'run', 'load', '--only', 'load', '--preview'] },
    { args: ['pipeline', 'run', 'load', '--up-to', 'laod', '--preview', '--json'] },
    { args: ['pipeline', 'run', 'load', '--failed', '--json'], keep: keepRun('failedRun') },
    { args: ['pipeline', 'run', 'load', '--from', 'load', '--definition-hash', '00', '--json'] },
    { args: ['pipeline', 'run', 'load', '--from', 'load', '--json'], keep: keepRun('partRun') },
    { args: ['pipeline', 'grid', 'load'] },
    { args: ['pipeline', 'grid', 'load', '--state', 'failed', '--json'] },
    { args: ['pipeline', 'grid', 'load', '--page-token', 'x'] },
    { args: ['pipeline', 'versions', 'load', '--json'] },
    { args: ['pipeline', 'versions', 'nowhere'] },
    { args: ['pipeline', 'calendar', 'nightly', ...days, '--json'] },
    { args: ['pipeline', 'calendar', 'nightly', 'load', ...days] },
    { args: ['pipeline', 'runs', 'nightly', 'load', '--max-results', '1', '--json'] },
    { args: ['pipeline', 'runs', 'load', 'nowhere'] },
    { args: ['pipeline', 'calendar', ...days, '--timezone', 'Stockholm'] },
    { args: ['task', 'show', '{pipelineRun}', 'load'] },
    { args: ['task', 'show', '{pipelineRun}', 'nothing', '--json'] },
    { args: ['pipeline', 'definition', 'load', '0000000000'] },
    { args: ['pipeline', 'diff', 'load', '0000000000', '--json'] },
  ];
}
