import type { ParityStep } from './parity-steps.ts';

/** Tables of a run: `texts.csv` is in the folder of the scenario. */
export function tableSteps(): ParityStep[] {
  const table = 'runs:/{run}/tables/texts.csv';
  return [
    { args: ['artifact', 'put', '{run}', 'texts.csv', 'tables/'] },
    { args: ['table', 'show', table] },
    { args: ['table', 'show', table, '--offset', '1', '--limit', '1', '--json'] },
    { args: ['table', 'show', 'runs:/{run}/data/batch.json'] },
    { args: ['table', 'show', 'somewhere'] },
    { args: ['table', 'count', table, '--json'] },
    { args: ['table', 'profile', table] },
    { args: ['table', 'profile', 'runs:/{run}/nothing.csv', '--json'] },
    { args: ['artifact', 'delete', '{run}', 'tables'] },
  ];
}
