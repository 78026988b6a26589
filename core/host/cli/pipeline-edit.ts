import { InvalidArgumentError, type Command } from 'commander';
import { pipelineOperation, type PipelineOperation } from '#contract/pipeline-editing.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { fileResult } from './pipeline-files.ts';
import { examples } from './text-blocks.ts';

interface EditOptions {
  dryRun?: boolean;
  force?: boolean;
  expectedHash?: string;
}

/** `stile pipeline edit` */
export function addPipelineEditCommand(group: Command, runner: CommandRunner): void {
  const command = group
    .command('edit <pipeline>')
    .description('change a pipeline and leave every other line of its file as it is; all changes or none');
  const operations = addChangeOptions(command);
  command
    .option('--dry-run', 'print the text that would be written')
    .option('--force', 'write it with its errors, too')
    .option('--expected-hash <hash>', 'refuse when the file there is another one')
    .addHelpText('after', help)
    .action(
      runner.withEngine(async ({ client }, name: string, options: EditOptions): Promise<CommandResult> => {
        const { dryRun = false, force = false, expectedHash } = options;
        if (operations.length === 0) {
          const remedy = 'Name at least one: stile pipeline edit --help lists them.';
          throw invalidArgument('op', '', 'there is no change to make', remedy);
        }
        const { text, hash, splices } = await client.pipelines.edit({
          name,
          operations,
          save: !dryRun,
          force,
          ...(expectedHash !== undefined && { expectedHash }),
        });
        if (dryRun) return { json: { name, text, hash, splices }, text: () => text };
        const saved = await fileResult(client, name);
        return { json: { ...saved.json, splices }, text: saved.text };
      }),
    );
}

const help = `
Changes are made in the order in which they stand here. A path names what it leads to by keys and
numbers: tasks.train.with.splits, triggers.0.dataset. A value that is JSON counts as such; anything else is a text.
What has dots in its name, and every further change, goes by --op: see pipelineOperation in the contract.
${examples(
  'stile pipeline edit train --set tasks.train_model.with.folds=10 --set tasks.train_model.retries=2',
  'stile pipeline edit train --add notify=shell --set "tasks.notify.with.command=echo done" --connect promote,notify',
  'stile pipeline edit train --rename train_model=fit --remove old_task --dry-run',
  `stile pipeline edit train --op '{"op":"duplicate","ids":["evaluate"]}'`,
)}`;

/** @returns what the options were given, in their order, once the command is parsed */
function addChangeOptions(command: Command): PipelineOperation[] {
  const operations: PipelineOperation[] = [];
  const add = (flags: string, description: string, read: (text: string) => PipelineOperation): void => {
    command.option(flags, description, (text: string) => void operations.push(read(text)));
  };
  add('--set <path=value>', 'give what a path names a value', (text) => {
    const [path, value] = splitPair(text, '=', 'tasks.train.retries=2');
    const json = parseJson(value);
    return { op: 'set', path: toPath(path), value: json === undefined ? value : json };
  });
  add('--unset <path>', 'take out what a path names', (text) => ({ op: 'unset', path: toPath(text) }));
  add('--add <task=type>', 'append a task', (text) => {
    const [id, type] = splitPair(text, '=', 'train=stile/train');
    return { op: 'addTask', id, type };
  });
  add('--remove <task>', 'take a task out, and out of the needs of others', (id) => ({
    op: 'removeTasks',
    ids: [id],
  }));
  add('--rename <task=new>', 'give a task another id; what names it follows', (text) => {
    const [from, to] = splitPair(text, '=', 'train=fit');
    return { op: 'renameTask', from, to };
  });
  add('--connect <task,next>', 'make the second one need the first', (text) => {
    const [from, to] = splitPair(text, ',', 'train,evaluate');
    return { op: 'connect', from, to };
  });
  add('--disconnect <task,next>', 'the second one needs the first no more', (text) => {
    const [from, to] = splitPair(text, ',', 'train,evaluate');
    return { op: 'disconnect', from, to };
  });
  add('--op <json>', 'any change, as JSON', readOperation);
  return operations;
}

function splitPair(text: string, sign: string, example: string): [string, string] {
  const at = text.indexOf(sign);
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new InvalidArgumentError(`Write two parts with "${sign}" between them, such as ${example}.`);
}

function toPath(text: string): [string | number, ...(string | number)[]] {
  const [first = '', ...rest] = text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  if (text !== '' && ![first, ...rest].includes('')) return [first, ...rest];
  throw new InvalidArgumentError('Write keys with dots between them, such as tasks.train.retries.');
}

function readOperation(text: string): PipelineOperation {
  const json = parseJson(text);
  if (json === undefined) throw new InvalidArgumentError('It is no JSON.');
  const { data, error } = pipelineOperation.safeParse(json);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw new InvalidArgumentError(`It is no change: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`);
}
