import type { ParityStep } from './parity-steps.ts';

const draft = `version: 1
name: edited
tasks:
  first: { type: stile/load-dataset, with: { dataset: texts } }
`;

/** Pipelines that are written, changed, moved and deleted. */
export function pipelineEditingSteps(): ParityStep[] {
  return [...savingSteps(), ...layoutSteps(), ...draftSteps(), ...creatingSteps()];
}

function savingSteps(): ParityStep[] {
  return [
    { args: ['pipeline', 'save', 'edited', '--expected-hash', 'none'], input: draft },
    { args: ['pipeline', 'save', 'edited', '--expected-hash', 'none', '--json'], input: `${draft}# more\n` },
    { args: ['pipeline', 'save', 'edited', 'batch.json'] },
    { args: ['pipeline', 'save', 'edited', 'missing.yaml'] },
    { args: ['pipeline', 'show', 'edited', '--json'] },
  ];
}

function layoutSteps(): ParityStep[] {
  return [
    { args: ['pipeline', 'layout', 'edited', '--set', 'batch.json'] },
    { args: ['pipeline', 'layout', 'edited', '--reset', '--json'] },
    { args: ['pipeline', 'layout', 'edited'] },
  ];
}

function draftSteps(): ParityStep[] {
  return [
    { args: ['pipeline', 'draft', 'edited', '--set'], input: `${draft}# in a draft\n` },
    { args: ['pipeline', 'draft', 'edited'] },
    { args: ['pipeline', 'drafts'] },
    { args: ['pipeline', 'draft', 'edited', '--discard'] },
    { args: ['pipeline', 'draft', 'edited', '--json'] },
  ];
}

function creatingSteps(): ParityStep[] {
  return [
    { args: ['pipeline', 'templates'] },
    { args: ['pipeline', 'templates', '--json'] },
    { args: ['pipeline', 'templates', 'train'] },
    { args: ['pipeline', 'templates', 'trian'] },
    { args: ['pipeline', 'new', 'commands', '--template', 'shell'] },
    { args: ['pipeline', 'new', 'commands', '--json'] },
    { args: ['pipeline', 'new', 'copied', '--from', 'commands', '--json'] },
    { args: ['pipeline', 'new', 'Copied'] },
    { args: ['pipeline', 'new', 'empty'] },
    { args: ['pipeline', 'new', 'other', '--template', 'nothing'] },
    { args: ['pipeline', 'new', 'other', '--from', 'nowhere'] },
    { args: ['pipeline', 'new', '../outside', '--template', 'shell'] },
    { args: ['pipeline', 'show', 'copied', '--json'] },
    ...changingSteps(),
  ];
}

function changingSteps(): ParityStep[] {
  const edit = ['pipeline', 'edit', 'copied'];
  return [
    {
      args: [
        ...edit,
        '--add',
        'last=shell',
        '--set',
        'tasks.last.with.command=echo 1',
        '--connect',
        'report,last',
      ],
    },
    { args: [...edit, '--set', 'tasks.last.retries=2', '--disconnect', 'report,last', '--dry-run'] },
    { args: [...edit, '--rename', 'last=end', '--unset', 'params', '--json'] },
    { args: [...edit, '--op', '{"op":"duplicate","ids":["end"]}', '--remove', 'end', '--dry-run', '--json'] },
    { args: [...edit, '--connect', 'end,nowhere'] },
    { args: [...edit, '--set', 'tasks.end.retries=-1'] },
    { args: [...edit, '--set', 'tasks'] },
    { args: [...edit, '--op', 'nonsense'] },
    { args: edit },
    { args: ['pipeline', 'source', 'copied', 'end'] },
    { args: [...edit, '--add', 'code=python', '--set', 'tasks.code.with.script=nowhere.py', '--force'] },
    { args: ['pipeline', 'source', 'copied', 'code', '--json'] },
    { args: ['pipeline', 'source', 'copied', 'coed'] },
    { args: ['pipeline', 'rename', 'copied', 'moved', '--json'] },
    { args: ['pipeline', 'rename', 'moved', 'commands'] },
    { args: ['pipeline', 'rename', 'moved', 'con'] },
    { args: ['pipeline', 'rename', 'nowhere', 'somewhere'] },
    { args: ['pipeline', 'remove', 'moved'] },
    { args: ['pipeline', 'remove', 'moved', '--json'] },
    { args: ['pipeline', 'new', 'back', '--from', 'moved', '--json'] },
  ];
}
