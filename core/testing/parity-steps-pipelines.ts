import type { ParityStep } from './parity-steps.ts';

const draft = `version: 1
name: edited
tasks:
  first: { type: stile/load-dataset, with: { dataset: texts } }
`;

/** Pipelines that are written, changed, moved and deleted. */
export function pipelineEditingSteps(): ParityStep[] {
  return [...savingSteps(), ...layoutSteps(), ...draftSteps()];
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
