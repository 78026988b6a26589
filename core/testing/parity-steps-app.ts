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

/** Node stands for an editor; it is given the file as an argument and ends. */
export function editorSteps(): ParityStep[] {
  const command = `"${process.execPath}" -e 0`;
  return [
    { args: ['editor', 'list', '--json'] },
    { args: ['editor', 'choose', '--command', command, '--json'] },
    { args: ['editor', 'open', 'ws/pipelines/load.yaml:3', '--json'] },
    { args: ['editor', 'open', 'texts.csv'] },
    { args: ['editor', 'open', 'pipelines/load.yaml:2'] },
    { args: ['editor', 'open', 'ws/pipelines/nothing.yaml', '--json'] },
    { args: ['editor', 'open', 'ws/stile.db'] },
    { args: ['editor', 'try', '--json'] },
    { args: ['editor', 'try', '--command', `"${process.execPath}" -e "process.exit(3)"`] },
    { args: ['editor', 'choose', '--command', 'vim'] },
    { args: ['editor', 'choose', '--command', '"code', '--json'] },
    { args: ['editor', 'choose', 'zed', '--command', command] },
    { args: ['editor', 'choose', 'automatic'] },
  ];
}
