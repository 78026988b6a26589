import type { Command } from 'commander';
import { setTimeout as wait } from 'node:timers/promises';
import type { EngineClient } from '#contract/procedures.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { parseWhole } from './options.ts';
import { examples } from './text-blocks.ts';

interface LogOptions {
  try?: number;
  follow?: boolean;
}

/** `stile task log ...` */
export function addTaskCommands(program: Command, runner: CommandRunner): void {
  program
    .command('task')
    .description('tasks of pipeline runs')
    .command('log <run> <task>')
    .description('print the log of a task, of its newest try')
    .option('--try <n>', 'of this try', parseWhole)
    .option('--follow', 'go on until the try is over')
    .addHelpText(
      'after',
      examples('stile task log 0f3c… train_model', 'stile task log 0f3c… train_model --follow'),
    )
    .action(
      runner.withEngine(({ client, json }, pipelineRunId: string, taskId: string, options: LogOptions) => {
        // What is followed is printed as it comes, not with the result at the end.
        const say =
          json || options.follow !== true ? null : (text: string) => void process.stdout.write(text);
        return readLog(client, { pipelineRunId, taskId, options, say });
      }),
    );
}

/** How often a log that grows is looked at, in ms: it is a person who reads it. */
const lookMs = 300;

async function readLog(
  client: EngineClient,
  ask: {
    pipelineRunId: string;
    taskId: string;
    options: LogOptions;
    /** Takes each piece as it comes; null keeps them for the end. */
    say: ((text: string) => void) | null;
  },
): Promise<CommandResult> {
  const { pipelineRunId, taskId, options, say } = ask;
  const pieces: string[] = [];
  let offset = 0;
  for (;;) {
    const query = { pipelineRunId, taskId, offset, ...(options.try !== undefined && { try: options.try }) };
    const { text, nextOffset, size, ended } = await client.pipelines.log(query);
    if (say === null) pieces.push(text);
    else say(text);
    offset = nextOffset;
    if (nextOffset < size) continue;
    if (ended || options.follow !== true) break;
    await wait(lookMs);
  }
  const whole = pieces.join('');
  return { json: { pipelineRunId, taskId, text: whole }, text: () => whole };
}
