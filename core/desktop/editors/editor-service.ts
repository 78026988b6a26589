import type { EditorChoice, EditorStatus, FoundEditor, OpenedFile } from '#contract/editors.ts';
import type { ErrorData } from '#contract/errors.ts';
import { errorText, StileError } from '#core/kernel/errors.ts';
import type { UserPlace } from '#core/kernel/user-folders.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { startWatched } from '#core/processes/start-watched.ts';
import { buildProgramCall, isCommandFile } from './command-file.ts';
import { buildEditorEnvironment, hasDisplay } from './editor-environment.ts';
import { keepChoice, readChoice as readKept } from './editor-memory.ts';
import { findEditors, findOwnProgram, readEditorVariable, type IsThere } from './find-editors.ts';
import { buildEditorCall, nameOfEditor, needsTerminal } from './known-editors.ts';
import { checkOpenable } from './openable-file.ts';
import { fillCommand, invalid, parseCommand } from './own-command.ts';
import { createStoredCopies } from './stored-copy.ts';
import { tryFile, tryLine, writeTryFile } from './try-file.ts';

/** A user, and what of the machine counts as a program that is there. */
interface EditorUser extends UserPlace {
  isThere?: IsThere;
}

/** The editor of the user who runs this engine. */
export function createEditorService(user: EditorUser, paths: WorkspacePaths) {
  const copies = createStoredCopies();
  return {
    get: () => readStatus(user),
    choose: async (choice: EditorChoice) => {
      await checkChoice(user, choice);
      try {
        keepChoice(user, choice);
      } catch (error) {
        throw notOpened('', 'not_kept', errorText(error), error);
      }
      return readStatus(user);
    },
    open: async ({ path, line }: { path: string; line?: number | undefined }) => {
      const { path: file, isStored } = await checkOpenable(path, paths);
      const choice = await readChoice(user);
      if (!isStored) return openIn(user, choice, file, line ?? null);
      const copy = await copies.copy(file).catch((error: unknown) => {
        throw notOpened('', 'not_copied', errorText(error), error);
      });
      return { ...(await openIn(user, choice, copy, line ?? null)), file, copy };
    },
    tryOut: async (choice?: EditorChoice) => {
      const file = await writeTryFile(user).catch((error: unknown) => {
        throw notOpened('', 'no_try_file', errorText(error), error);
      });
      return openIn(user, choice ?? (await readChoice(user)), file, tryLine);
    },
  };
}

async function readChoice(user: UserPlace): Promise<EditorChoice> {
  return readKept(user).catch((error: unknown) => {
    throw notOpened('', 'not_read', errorText(error), error);
  });
}

async function readStatus(user: EditorUser): Promise<EditorStatus> {
  const choice = await readChoice(user);
  const found = await findEditors(user, user.isThere);
  const read = readEditorVariable(user, found);
  const opens = chooseOpener(choice, found, read?.editor ?? null, user);
  const variable = read === null ? null : { name: read.name, value: read.value, state: read.state };
  return { choice, found, opens, gone: await findGone(user, choice, opens !== null), variable };
}

async function findGone(user: UserPlace, choice: EditorChoice, opens: boolean): Promise<string | null> {
  if (choice.kind === 'editor') return opens ? null : nameOfEditor(choice.id);
  if (choice.kind === 'automatic') return null;
  const program = readProgram(choice.command, user.platform);
  return (await findOwnProgram(user, program)) === null ? program : null;
}

function chooseOpener(
  choice: EditorChoice,
  found: readonly FoundEditor[],
  named: FoundEditor | null,
  user: UserPlace,
): EditorStatus['opens'] {
  if (choice.kind === 'command') return { id: null, name: nameOfCommand(user, choice.command) };
  const editor = choice.kind === 'automatic' ? (named ?? found[0]) : found.find(({ id }) => id === choice.id);
  return editor === undefined ? null : { id: editor.id, name: editor.name };
}

/** The program of a command, as a person calls it: `/opt/ed/bin/ed` is `ed`. */
function nameOfCommand({ platform }: UserPlace, command: string): string {
  const program = readProgram(command, platform);
  return (program.split(/[\\/]/).at(-1) ?? program).replace(/\.(exe|cmd|bat)$/i, '');
}

/** What was kept may have been changed by hand, and be no command any more. */
function readProgram(command: string, platform: UserPlace['platform']): string {
  try {
    return parseCommand(command, platform)[0] ?? command;
  } catch {
    return command;
  }
}

/** Refuses what would open nothing. */
async function checkChoice(user: EditorUser, choice: EditorChoice): Promise<void> {
  if (choice.kind === 'command') await planOwn(user, choice.command, tryFile(user), null);
  if (choice.kind === 'editor') await findChosen(user, choice.id);
}

interface Plan {
  editor: string;
  id: FoundEditor['id'] | null;
  program: string;
  args: string[];
  line: number | null;
}

async function openIn(
  user: EditorUser,
  choice: EditorChoice,
  file: string,
  line: number | null,
): Promise<OpenedFile> {
  const plan =
    choice.kind === 'command'
      ? await planOwn(user, choice.command, file, line)
      : planKnown(user, await findChosen(user, choice.kind === 'editor' ? choice.id : null), file, line);
  const { platform, env, home } = user;
  const { isVerbatim, ...call } = buildProgramCall(platform, env, plan.program, plan.args);
  const start = await startWatched({
    ...{ ...call, isVerbatim, cwd: home, env: buildEditorEnvironment(platform, env) },
  });
  if (start.kind === 'not_started') throw notOpened(plan.editor, 'not_started', start.problem);
  if (start.kind === 'failed') throw notOpened(plan.editor, 'ended', start.lastWords || start.end);
  return { editor: plan.editor, id: plan.id, file, line: plan.line, copy: null };
}

function planKnown(user: UserPlace, editor: FoundEditor, file: string, line: number | null): Plan {
  if (!hasDisplay(user.platform, user.env)) throw notOpened(editor.name, 'no_display', '');
  const { command: program, ...call } = buildEditorCall(editor, file, line);
  return { editor: editor.name, id: editor.id, program, ...call };
}

/** @param id null: the one that the variables name, otherwise the first */
async function findChosen(user: EditorUser, id: FoundEditor['id'] | null): Promise<FoundEditor> {
  const found = await findEditors(user, user.isThere);
  const editor =
    id === null ? (readEditorVariable(user, found)?.editor ?? found[0]) : found.find((one) => one.id === id);
  if (editor !== undefined) return editor;
  throw id === null ? notOpened('', 'none_found', '') : notOpened(nameOfEditor(id), 'gone', '');
}

async function planOwn(user: UserPlace, command: string, file: string, line: number | null): Promise<Plan> {
  const words = parseCommand(command, user.platform);
  const [given = '', ...rest] = words;
  if (needsTerminal(words)) throw invalid(command, 'needs_terminal', given);
  if (user.platform === 'darwin' && /\.app\/*$/i.test(given)) throw invalid(command, 'macos_app', given);
  const program = await findOwnProgram(user, given);
  if (program === null) throw invalid(command, 'no_program', given);
  const filled = fillCommand(rest, file, line);
  if (isCommandFile(user.platform, program) && filled.words.some((word) => word.includes('"')))
    throw invalid(command, 'quote_in_script', given);
  return { editor: nameOfCommand(user, command), id: null, program, args: filled.words, line: filled.line };
}

type Problem = ErrorData<'EDITOR_NOT_OPENED'>['problem'];

const sentences: Readonly<Record<Problem, (editor: string, cause: string) => string>> = {
  none_found: () =>
    'No editor was found on this computer. Install one, such as VS Code, or name your own: stile editor choose --command "<program> {file}"',
  gone: (editor) => `The editor ${editor} is not found on this computer. Choose another: stile editor list`,
  no_display: (editor) =>
    `${editor} has no display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set where this engine runs. Start it on your desktop.`,
  not_started: (editor, cause) => `${editor} could not be started (${cause}). Try another: stile editor list`,
  ended: (editor, cause) => `${editor} ended at once: ${cause}. Try another: stile editor list`,
  not_copied: (_, cause) =>
    `What is stored is opened as a copy, and the copy cannot be made (${cause}). See that the disk of temporary files has room and can be written.`,
  no_try_file: (_, cause) =>
    `The small file to try an editor with cannot be written (${cause}). Make its folder writable.`,
  not_read: (_, cause) =>
    `The choice of an editor cannot be read (${cause}). Make its file readable, or remove it.`,
  not_kept: (_, cause) => `The choice of an editor cannot be kept (${cause}). Make its folder writable.`,
};

function notOpened(editor: string, problem: Problem, cause: string, error?: unknown): StileError {
  return new StileError(
    'EDITOR_NOT_OPENED',
    sentences[problem](editor, cause),
    { editor, problem, cause },
    error,
  );
}
