import type { ParityStep } from './parity-steps.ts';

/** What concerns the program on this machine: `texts.csv` is in the folder of the scenario. */
export function appSteps(): ParityStep[] {
  return [
    { args: ['app', 'info'] },
    { args: ['app', 'info', '--json'] },
    ...commandSteps(),
    { args: ['app', 'diagnostics', 'diagnostics.zip', '--json'] },
    { args: ['app', 'diagnostics', 'diagnostics.zip'] },
    { args: ['app', 'diagnostics', 'nowhere/diagnostics.zip', '--force', '--json'] },
    { args: ['app', 'check-update', 'texts.csv'] },
    { args: ['app', 'check-update', 'nothing.exe', '--allow-older', '--json'] },
  ];
}

/** In a home folder of the test. On Windows the command would be put into the user's own PATH all the same. */
function commandSteps(): ParityStep[] {
  const verbs = process.platform === 'win32' ? ['show'] : ['show', 'add', 'add', 'remove', 'remove'];
  return verbs.flatMap((verb) => [
    { args: ['app', 'command', verb] },
    { args: ['app', 'command', verb, '--json'] },
  ]);
}
