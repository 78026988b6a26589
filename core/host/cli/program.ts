import { Command } from 'commander';
import type { Surroundings } from '../surroundings.ts';
import { addActivityCommands } from './activity.ts';
import { addAlertCommands } from './alerts.ts';
import { addAppCommands } from './app.ts';
import { addArtifactCommands } from './artifacts.ts';
import { addBackupCommands } from './backups.ts';
import { addBatchCommands } from './batches.ts';
import { createCommandRunner } from './command-runner.ts';
import { addDatasetCommands } from './datasets.ts';
import { addDemoCommand } from './demo.ts';
import { addEditorCommands } from './editor.ts';
import { addExperimentCommands } from './experiments.ts';
import { addJobCommands } from './jobs.ts';
import { addLineageCommands } from './lineage.ts';
import { addLoggedModelCommands } from './logged-models.ts';
import { addEndpointCommands } from './model-serving.ts';
import { addModelCommands } from './models.ts';
import type { Output } from './output.ts';
import { addPipelineCommands } from './pipelines.ts';
import { addPythonCommands } from './python.ts';
import { addRunCommands } from './runs.ts';
import { addSearchCommand } from './search.ts';
import { addServingCommands } from './serving.ts';
import { addTaskCommands } from './task-log.ts';
import { examples } from './text-blocks.ts';
import { addTableCommands } from './tables.ts';
import { addTraceCommands } from './traces.ts';
import { addTransferCommands } from './transfer.ts';
import { addViewCommands } from './views.ts';
import { addWorkspaceCommands } from './workspace.ts';
import { addWorkspaceGroup } from './workspaces.ts';

/** The `stile` command with all its nouns and verbs. Wrong use throws commander's error instead of ending the process. */
export function createProgram(surroundings: Surroundings, output: Output): Command {
  const program = new Command('stile')
    .description('Local MLOps: experiments, runs and their files, offline.')
    .version(surroundings.version, '--version', 'print the version')
    .option('--workspace <folder>', 'the workspace (STILE_WORKSPACE, else ~/Stile/default)')
    .option('--json', 'one JSON document on stdout, everything else on stderr')
    .helpOption('--help', 'show help')
    .helpCommand('help [command]', 'show the help of a command')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Add --help for the options and examples.')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'stile: ')) });
  program.addHelpText('after', rootHelp);
  const runner = createCommandRunner(surroundings, output);
  addServingCommands(program, runner);
  addWorkspaceCommands(program, runner);
  addWorkspaceGroup(program, runner);
  addExperimentCommands(program, runner);
  addRunCommands(program, runner);
  addViewCommands(program, runner);
  addArtifactCommands(program, runner);
  addTableCommands(program, runner);
  addTraceCommands(program, runner);
  addDatasetCommands(program, runner);
  addModelCommands(program, runner);
  addLoggedModelCommands(program, runner);
  addPipelineCommands(program, runner);
  addTaskCommands(program, runner);
  addEditorCommands(program, runner);
  addBatchCommands(program, runner);
  addAlertCommands(program, runner);
  addEndpointCommands(program, runner);
  addPythonCommands(program, runner);
  addLineageCommands(program, runner);
  addSearchCommand(program, runner);
  addTransferCommands(program, runner);
  addDemoCommand(program, runner);
  addJobCommands(program, runner);
  addActivityCommands(program, runner);
  addBackupCommands(program, runner);
  addAppCommands(program, runner);
  return program;
}

const rootHelp = `
A running engine is used; where none runs, the command opens the workspace itself.
Exit codes: 0 done, 1 failed, 2 wrong use, 3 no such thing, 4 engine trouble.
${examples(
  'stile open .',
  'stile experiment list',
  'stile run list --experiment churn --order-by "metrics.accuracy DESC"',
  'stile run list --json --all | jq .runs[].name',
)}`;
