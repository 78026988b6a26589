import type { ParityStep } from './parity-steps.ts';

/** What two runs differ in, and the report of it. */
export function comparisonSteps(): ParityStep[] {
  return [
    { args: ['run', 'compare', '{run}', '{other}'] },
    { args: ['run', 'compare', '{run}', '{other}', '--same', '--json'] },
    { args: ['run', 'significance', '{run}', '{other}'] },
    { args: ['run', 'significance', '{run}', '{other}', '--json'] },
    { args: ['run', 'importance', 'loss', '{run}', '{other}', '--json'] },
    { args: ['run', 'diff', '{run}', '{other}', '--all', '--json'] },
    { args: ['run', 'diff', '{run}', '{other}', '--config'] },
    { args: ['run', 'diff', '{run}', '{other}', 'no/such.txt'] },
    { args: ['run', 'report', '{run}', '{other}', '--all'] },
    { args: ['run', 'report', '{run}', '{other}', '--format', 'html', '--language', 'sv', '--json'] },
  ];
}
