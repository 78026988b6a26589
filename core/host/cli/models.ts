import type { Command } from 'commander';
import type { CommandRunner } from './command-runner.ts';
import { addModelChanges } from './models-change.ts';
import { addModelCard } from './models-card.ts';
import { addModelFiles } from './models-files.ts';
import { addModelPredict } from './models-predict.ts';
import { addModelReads } from './models-read.ts';
import { addModelPromotion } from './models-promotion.ts';
import { addModelRollback } from './models-rollback.ts';
import { addModelTimeline } from './models-timeline.ts';
import { addVersionChanges } from './models-versions.ts';
import { examples } from './text-blocks.ts';

/** `stile model ...` */
export function addModelCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('model')
    .description('registered models: versions, and who is champion')
    .addHelpText('after', groupHelp);
  addModelReads(group, runner);
  addModelFiles(group, runner);
  addModelCard(group, runner);
  addModelTimeline(group, runner);
  addModelPromotion(group, runner);
  addModelChanges(group, runner);
  addModelRollback(group, runner);
  addVersionChanges(group, runner);
  addModelPredict(group, runner);
}

const groupHelp = `
A version is named by number, alias or latest: models:/churn/3, churn@champion, churn/latest.
${examples(
  'stile model register churn --run 0f3c…',
  'stile model promote churn 2 --reason "better on held-out rows"',
  'stile model predict churn "Worst service ever"',
  'stile model rollback churn --reason "complaints since yesterday"',
)}`;
