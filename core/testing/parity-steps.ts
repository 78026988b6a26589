import * as z from 'zod';

/** A command that the parity test gives with and without a running engine. */
export interface ParityStep {
  args: string[];
  input?: string;
  /** Remembers a value of the JSON answer: `{name}` in later arguments stands for it. */
  keep?: [name: string, read: (json: Record<string, string>) => string | undefined];
}

const changeList = z.object({ entries: z.array(z.object({ activityId: z.number() })) });
const newestChange: ParityStep['keep'] = [
  'change',
  (json) => String(changeList.parse(json).entries[0]?.activityId),
];

/** Steps of the engine itself: its record, its long work, its workspaces. */
export function engineSteps(): ParityStep[] {
  return [...activitySteps(), ...jobSteps(), ...workspaceSteps()];
}

function activitySteps(): ParityStep[] {
  return [
    { args: ['activity', 'list', '--max-results', '5'] },
    { args: ['activity', 'list', '--kind', 'experiment', '--id', '1', '--json'] },
    { args: ['activity', 'list', '--page-token', 'nonsense'] },
    { args: ['activity', 'list', '--fold', '--kind', 'pipeline_run', '--json'] },
    { args: ['activity', 'list', '--fold', '--max-results', '3'] },
    { args: ['activity', 'list', '--text', 'churner', '--by', 'command', '--from', '2026-01-01', '--json'] },
    { args: ['experiment', 'create', 'taken back'] },
    { args: ['activity', 'list', '--text', 'taken back', '--json'], keep: newestChange },
    { args: ['activity', 'undo', '{change}', '--json'] },
    { args: ['activity', 'undo', '{change}'] },
    { args: ['activity', 'undo', '1000000'] },
  ];
}

/** Quick search over what the steps before made. */
export function searchSteps(): ParityStep[] {
  return [
    { args: ['search', 'churn', '--json'] },
    { args: ['search', 'churner', 'v2'] },
    { args: ['search', 'no', 'such', 'thing'] },
    { args: ['search', '--kind', 'dataset', 'model', '--limit', '3', '--json'] },
    { args: ['search', 'x', '--kind', 'nothing'] },
  ];
}

/** What a running engine remembers of its own backups and deletes, one that lives for a command does not. */
function jobSteps(): ParityStep[] {
  return [
    { args: ['jobs', 'list', '--since', '2099-01-01'] },
    { args: ['jobs', 'list', '--since', '2099-01-01', '--json'] },
    { args: ['jobs', 'cancel', 'work:1'] },
    { args: ['jobs', 'cancel', 'nothing'] },
  ];
}

function workspaceSteps(): ParityStep[] {
  return [
    { args: ['workspace', 'forget', 'nowhere'] },
    { args: ['workspace', 'open', 'texts.csv', '--json'] },
    { args: ['backup', 'check', 'nothing.db'] },
    { args: ['backup', 'check', 'nothing.db', '--json'] },
    { args: ['licenses'] },
  ];
}
