import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  editorIds,
  type EditorChoice,
  type EditorStatus,
  type FoundEditor,
  type OpenedFile,
} from '#contract/editors.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples, pairLines } from './text-blocks.ts';

/** `stile editor ...`: files in the editor of this user. */
export function addEditorCommands(program: Command, runner: CommandRunner): void {
  const group = program
    .command('editor')
    .description('the editor that code and pipeline files are opened in')
    .addHelpText('after', groupHelp);
  group
    .command('list')
    .description('list the editors of this computer, and which one is used')
    .addHelpText('after', examples('stile editor list', 'stile editor list --json'))
    .action(runner.withEngine(async ({ client }) => statusResult(await client.editor.get({}))));
  addChoose(group, runner);
  group
    .command('open <file>')
    .description('open a file of the workspace or its project, at a line where one is named')
    .addHelpText('after', examples('stile editor open train.py', 'stile editor open src/train.py:42'))
    .action(
      runner.withEngine(async ({ client, surroundings }, given: string) =>
        openedResult(await client.editor.open(readPlace(given, surroundings.cwd))),
      ),
    );
  addTry(group, runner);
}

const groupHelp = `
The choice belongs to you, not to a workspace. VISUAL and EDITOR count where they name an editor with a window.
${examples('stile editor list', 'stile editor choose zed', 'stile editor open pipelines/train.yaml:12')}`;

interface CommandOption {
  command?: string;
}

function addChoose(group: Command, runner: CommandRunner): void {
  group
    .command('choose [editor]')
    .description('choose one of the list, `automatic`, or a command of your own')
    .option('--command <line>', 'a program with its options; {file} and {line} are filled in, by no shell')
    .addHelpText(
      'after',
      examples(
        'stile editor choose vscode',
        'stile editor choose automatic',
        'stile editor choose --command "gvim --remote-silent +{line} {file}"',
      ),
    )
    .action(
      runner.withEngine(async ({ client }, id: string | undefined, { command }: CommandOption) => {
        const choice = readChoice(id, command);
        if (choice === undefined)
          throw invalidArgument('editor', '', 'nothing is chosen by that', `Name one of these: ${names}`);
        return statusResult(await client.editor.choose({ choice }));
      }),
    );
}

function addTry(group: Command, runner: CommandRunner): void {
  group
    .command('try [editor]')
    .description('open a small file of Stile’s own, to see whether an editor opens; chooses nothing')
    .option('--command <line>', 'a command of your own, as for choose')
    .addHelpText(
      'after',
      examples('stile editor try', 'stile editor try --command "code --goto {file}:{line}"'),
    )
    .action(
      runner.withEngine(async ({ client }, id: string | undefined, { command }: CommandOption) => {
        const choice = readChoice(id, command);
        return openedResult(await client.editor.tryOut(choice === undefined ? {} : { choice }));
      }),
    );
}

const names = ['automatic', ...editorIds].join(', ');

function readChoice(id: string | undefined, command: string | undefined): EditorChoice | undefined {
  if (command !== undefined && id !== undefined)
    throw invalidArgument('editor', id, 'it stands beside --command', 'Name one of them.');
  if (command !== undefined) return { kind: 'command', command };
  if (id === undefined) return undefined;
  if (id === 'automatic') return { kind: 'automatic' };
  const known = editorIds.find((one) => one === id);
  if (known === undefined)
    throw invalidArgument(
      'editor',
      id,
      'Stile knows no such editor',
      `Take one of these, or --command: ${names}`,
    );
  return { kind: 'editor', id: known };
}

/**
 * `train.py:42`, and `train.py:42:7` as compilers write it; a file whose name ends so is itself. What is not there from
 * here is meant from the workspace.
 */
function readPlace(given: string, cwd: string): { path: string; line?: number } {
  const isHere = (name: string): boolean => existsSync(resolve(cwd, name));
  const whole = (name: string): string => (isHere(name) ? resolve(cwd, name) : name);
  const [, file, line] = /^(.+?):(\d{1,9})(?::\d+)?$/.exec(given) ?? [];
  if (file === undefined || line === undefined || isHere(given)) return { path: whole(given) };
  return { path: whole(file), line: Math.max(1, Number(line)) };
}

function openedResult(opened: OpenedFile): CommandResult {
  const { editor, file, line, copy } = opened;
  const where = line === null ? '' : ` at line ${line}`;
  const what = `${copy === null ? '' : 'a copy of '}${toOneLine(file)}`;
  const note = copy === null ? '' : `What is stored stays as it is; the copy is ${toOneLine(copy)}\n`;
  return { json: opened, text: () => `Opened ${what}${where} in ${toOneLine(editor)}.\n${note}` };
}

const columns: Column<FoundEditor>[] = [
  { title: 'EDITOR', cell: ({ id }) => id },
  { title: 'NAME', cell: ({ name }) => name },
  { title: 'PROGRAM', cell: ({ program }) => program },
];

function statusResult(status: EditorStatus): CommandResult {
  const { choice, found, opens, gone, variable } = status;
  const chosen = { automatic: 'automatic', editor: '', command: 'an own command' }[choice.kind];
  const pairs: [string, string][] = [
    ['Chosen', choice.kind === 'editor' ? choice.id : chosen],
    ['Command', choice.kind === 'command' ? toOneLine(choice.command) : ''],
    ['Opens in', opens?.name ?? 'nothing: install an editor, or choose another'],
    ['Not found', gone === null ? '' : toOneLine(gone)],
    [variable?.name ?? '', variable === null ? '' : wordVariable(variable)],
  ];
  return {
    json: status,
    text: (isTerminal) =>
      (found.length === 0 ? '' : formatTable(found, columns, isTerminal)) + pairLines(pairs),
  };
}

const variableStates: Readonly<Record<NonNullable<EditorStatus['variable']>['state'], string>> = {
  used: 'it counts where the choice is automatic',
  terminal: 'it needs a terminal, and no window can open it',
  unknown: 'Stile does not know it: choose it with --command',
  not_found: 'it is not found on this computer',
};

function wordVariable({ value, state }: NonNullable<EditorStatus['variable']>): string {
  return `${toOneLine(value)} (${variableStates[state]})`;
}
