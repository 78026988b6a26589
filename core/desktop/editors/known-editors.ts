import { posix, win32 } from 'node:path';
import type { EditorId } from '#contract/editors.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { localAppData } from '#core/kernel/user-folders.ts';

/** How the place in a file is said. Files are absolute, so none is ever taken for an option. */
type Style = 'goto' | 'suffix' | 'jetbrains' | 'notepadpp' | 'kate' | 'plus' | 'file';

interface KnownEditor {
  id: EditorId;
  name: string;
  style: Style;
  /** Names of its command, without an ending. */
  commands: readonly string[];
  /** Names of exported commands of Flatpak. */
  flatpak?: readonly string[];
  /** Below a folder of programs; a part that ends in a star stands for folders with versions. */
  windows?: readonly string[];
  linux?: readonly string[];
  /** Where the program lies, seen from the folder of its command file of Windows. */
  besideCommand?: string;
  /** Apps of macOS, with the command inside of each; an empty one is started by `open`. */
  apps?: readonly (readonly [app: string, command: string])[];
}

const code = 'Contents/Resources/app/bin';

/** In the order in which they are wanted. */
const knownEditors: readonly KnownEditor[] = [
  {
    ...{ id: 'vscode', name: 'VS Code', style: 'goto', commands: ['code'] },
    flatpak: ['com.visualstudio.code'],
    windows: ['Microsoft VS Code\\Code.exe'],
    besideCommand: '..\\Code.exe',
    apps: [['Visual Studio Code.app', `${code}/code`]],
  },
  {
    ...{ id: 'cursor', name: 'Cursor', style: 'goto', commands: ['cursor'] },
    windows: ['cursor\\Cursor.exe'],
    besideCommand: '..\\..\\..\\Cursor.exe',
    apps: [['Cursor.app', `${code}/cursor`]],
  },
  {
    ...{ id: 'windsurf', name: 'Windsurf', style: 'goto', commands: ['windsurf'] },
    windows: ['Windsurf\\Windsurf.exe'],
    besideCommand: '..\\Windsurf.exe',
    apps: [['Windsurf.app', `${code}/windsurf`]],
  },
  {
    ...{ id: 'vscodium', name: 'VSCodium', style: 'goto', commands: ['codium', 'vscodium'] },
    flatpak: ['com.vscodium.codium'],
    windows: ['VSCodium\\VSCodium.exe'],
    besideCommand: '..\\VSCodium.exe',
    apps: [['VSCodium.app', `${code}/codium`]],
  },
  {
    ...{ id: 'zed', name: 'Zed', style: 'suffix', commands: ['zed', 'zeditor', 'zedit'] },
    flatpak: ['dev.zed.Zed'],
    windows: ['Zed\\bin\\zed.exe'],
    apps: [['Zed.app', 'Contents/MacOS/cli']],
  },
  {
    ...{ id: 'pycharm', name: 'PyCharm', style: 'jetbrains' },
    commands: ['pycharm', 'pycharm-professional', 'pycharm-community', 'pycharm.sh', 'pycharm64'],
    flatpak: ['com.jetbrains.PyCharm-Professional', 'com.jetbrains.PyCharm-Community'],
    linux: ['pycharm*/bin/pycharm', 'pycharm*/bin/pycharm.sh'],
    windows: ['JetBrains\\PyCharm*\\bin\\pycharm64.exe', 'PyCharm*\\bin\\pycharm64.exe'],
    apps: [
      ['PyCharm.app', ''],
      ['PyCharm Professional Edition.app', ''],
      ['PyCharm CE.app', ''],
    ],
  },
  {
    ...{ id: 'intellij', name: 'IntelliJ IDEA', style: 'jetbrains' },
    commands: ['idea', 'intellij-idea-ultimate', 'intellij-idea-community', 'idea.sh', 'idea64'],
    flatpak: ['com.jetbrains.IntelliJ-IDEA-Ultimate', 'com.jetbrains.IntelliJ-IDEA-Community'],
    linux: ['i*/bin/idea', 'i*/bin/idea.sh'],
    windows: ['JetBrains\\IntelliJ IDEA*\\bin\\idea64.exe', 'IntelliJ IDEA*\\bin\\idea64.exe'],
    apps: [
      ['IntelliJ IDEA.app', ''],
      ['IntelliJ IDEA Ultimate.app', ''],
      ['IntelliJ IDEA CE.app', ''],
    ],
  },
  {
    ...{ id: 'sublime', name: 'Sublime Text', style: 'suffix', commands: ['subl', 'sublime_text'] },
    flatpak: ['com.sublimetext.three'],
    windows: ['Sublime Text\\subl.exe', 'Sublime Text 3\\subl.exe'],
    apps: [['Sublime Text.app', 'Contents/SharedSupport/bin/subl']],
  },
  {
    ...{ id: 'notepad-plus-plus', name: 'Notepad++', style: 'notepadpp', commands: ['notepad++'] },
    windows: ['Notepad++\\notepad++.exe'],
  },
  {
    ...{ id: 'kate', name: 'Kate', style: 'kate', commands: ['kate'] },
    flatpak: ['org.kde.kate'],
    windows: ['Kate\\bin\\kate.exe'],
    apps: [['kate.app', 'Contents/MacOS/kate']],
  },
  {
    ...{ id: 'gedit', name: 'gedit', style: 'plus', commands: ['gedit'] },
    flatpak: ['org.gnome.gedit'],
  },
  {
    ...{ id: 'gnome-text-editor', name: 'GNOME Text Editor', style: 'file', commands: ['gnome-text-editor'] },
    flatpak: ['org.gnome.TextEditor'],
  },
];

/** Editors that draw into a terminal: started from a window, nobody would ever see them. */
const terminalEditors =
  /^(vi|vim|vim\.\w+|view|nvim|nano|rnano|pico|micro|helix|hx|joe|jed|ne|mcedit|ed|ex|kak|emacs-nox|mg|zile|editor|sensible-editor)$/;

/** Whether a program is an editor for a terminal, by its name and its options. */
export function needsTerminal([program = '', ...options]: readonly string[]): boolean {
  const name = commandName(program);
  if (/^emacs(client)?$/.test(name))
    return options.some((option) => /^(-nw|-t|--tty|--no-window-system)$/.test(option));
  return terminalEditors.test(name);
}

/** The editor whose command this is, wherever it lies; undefined for none that is known. */
export function findByCommand(program: string): KnownEditor | undefined {
  const name = commandName(program);
  return knownEditors.find(({ commands }) => commands.includes(name));
}

/** What an editor is called, whether it is found or not. */
export function nameOfEditor(id: EditorId): string {
  return knownEditors.find((editor) => editor.id === id)?.name ?? lastResortNames[id] ?? id;
}

const lastResortNames: Partial<Record<EditorId, string>> = {
  notepad: 'Notepad',
  'macos-text': 'Text editor',
};

/** `C:\bin\Code.CMD` and `/usr/bin/code` are `code`. */
function commandName(program: string): string {
  return (program.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.(exe|cmd|bat)$/, '');
}

/** A user of a machine, and what of its disk is looked at. */
export interface EditorMachine {
  platform: Platform;
  env: Environment;
  home: string;
  /** Names in a folder; empty when it is not there. */
  list(folder: string): readonly string[];
}

/** A file that may be the program of an editor. */
export interface EditorPlace {
  id: EditorId;
  name: string;
  /** absolute */
  program: string;
  /** Taken in its place where both are there: a program needs no shell, a command file does. */
  better?: string;
}

/** Where editors may lie, the most wanted first. Nothing is started and nothing checked here. */
export function listEditorPlaces(machine: EditorMachine): EditorPlace[] {
  const ofSystem = { win32: placesOfWindows, darwin: placesOfMacOs, linux: placesOfLinux }[machine.platform];
  const places = knownEditors.flatMap((editor) =>
    ofSystem(machine, editor).map((place) => ({ id: editor.id, name: editor.name, ...place })),
  );
  return [...places, ...lastResort(machine)];
}

type Place = Pick<EditorPlace, 'program' | 'better'>;

function placesOfLinux(machine: EditorMachine, { commands, flatpak = [], linux = [] }: KnownEditor): Place[] {
  const { env, home } = machine;
  const share = posix.join(home, '.local', 'share');
  const folders = [
    // Of ZFS, /usr/sbin has a daemon whose name is that of an editor.
    ...pathFolders(env, ':').filter((folder) => !/\/sbin\/?$/.test(folder)),
    ...['/usr/local/bin', '/usr/bin', '/snap/bin', posix.join(home, '.local', 'bin')],
    posix.join(share, 'JetBrains', 'Toolbox', 'scripts'),
  ];
  const exported = ['/var/lib/flatpak', posix.join(share, 'flatpak')].map((folder) =>
    posix.join(folder, 'exports', 'bin'),
  );
  return [
    ...folders.flatMap((folder) => commands.map((name) => ({ program: posix.join(folder, name) }))),
    ...exported.flatMap((folder) => flatpak.map((name) => ({ program: posix.join(folder, name) }))),
    ...['/opt', posix.join(share, 'JetBrains', 'Toolbox', 'apps')].flatMap((root) =>
      linux.flatMap((path) => fillPattern(machine, root, path).map((program) => ({ program }))),
    ),
  ];
}

function placesOfMacOs({ env, home }: EditorMachine, { commands, apps = [] }: KnownEditor): Place[] {
  // An app that is started from the dock sees less of PATH than a terminal does.
  const folders = [
    ...pathFolders(env, ':').filter((folder) => !/\/sbin\/?$/.test(folder)),
    ...['/opt/homebrew/bin', '/usr/local/bin'],
    posix.join(home, 'Library', 'Application Support', 'JetBrains', 'Toolbox', 'scripts'),
  ];
  return [
    ...folders.flatMap((folder) => commands.map((name) => ({ program: posix.join(folder, name) }))),
    ...['/Applications', posix.join(home, 'Applications')].flatMap((folder) =>
      apps.map(([app, command]) => ({ program: posix.join(folder, app, command) })),
    ),
  ];
}

function placesOfWindows(
  machine: EditorMachine,
  { commands, windows = [], besideCommand }: KnownEditor,
): Place[] {
  const { env } = machine;
  const local = localAppData(machine);
  const scripts = win32.join(local, 'JetBrains', 'Toolbox', 'scripts');
  const onPath = [...pathFolders(env, ';'), scripts].flatMap((folder) =>
    commands.flatMap((name): Place[] => [
      { program: win32.join(folder, `${name}.exe`) },
      {
        program: win32.join(folder, `${name}.cmd`),
        ...(besideCommand !== undefined && { better: win32.join(folder, besideCommand) }),
      },
    ]),
  );
  const roots = [
    win32.join(local, 'Programs'),
    ...['ProgramFiles', 'ProgramW6432', 'ProgramFiles(x86)'].flatMap((name) => readVariable(env, name) ?? []),
  ];
  const installed = roots.flatMap((root) => windows.flatMap((path) => fillPattern(machine, root, path)));
  return [...onPath, ...installed.map((program) => ({ program }))];
}

/** `PyCharm*` stands for every folder that begins so, the newest version first. */
function fillPattern({ platform, list }: EditorMachine, root: string, path: string): string[] {
  const { join, sep } = platform === 'win32' ? win32 : posix;
  const parts = path.split(sep);
  const at = parts.findIndex((part) => part.endsWith('*'));
  if (at === -1) return [join(root, path)];
  const folder = join(root, ...parts.slice(0, at));
  const head = parts[at]?.slice(0, -1) ?? '';
  return list(folder)
    .filter((name) => name.startsWith(head))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => join(folder, name, ...parts.slice(at + 1)));
}

/** What the system brings along, which shows a text and never runs it. Linux has nothing of the kind. */
function lastResort({ platform, env }: EditorMachine): EditorPlace[] {
  if (platform === 'darwin')
    return [{ id: 'macos-text', name: nameOfEditor('macos-text'), program: '/usr/bin/open' }];
  if (platform !== 'win32') return [];
  const root = readVariable(env, 'SystemRoot') ?? String.raw`C:\Windows`;
  return [
    { id: 'notepad', name: nameOfEditor('notepad'), program: win32.join(root, 'System32', 'notepad.exe') },
  ];
}

/** The folders of PATH; a relative one would depend on where Stile was started. */
export function pathFolders(env: Environment, separator: ':' | ';'): string[] {
  const isWhole = separator === ';' ? /^([A-Za-z]:[\\/]|\\\\)/ : /^\//;
  return (readVariable(env, 'PATH') ?? '')
    .split(separator)
    .map((folder) => folder.replace(/^"(.*)"$/, '$1'))
    .filter((folder) => isWhole.test(folder));
}

/** Windows spells its variables in several ways. */
export function readVariable(env: Environment, name: string): string | undefined {
  return Object.entries(env).find(([known]) => known.toUpperCase() === name.toUpperCase())?.[1];
}

/** The program and its arguments that open a file. */
export interface EditorCall {
  command: string;
  args: string[];
  /** Where it was asked to begin; null where the editor is not told. */
  line: number | null;
}

/** How a found editor is asked to show a file. `file` is absolute. */
export function buildEditorCall(
  { id, program }: Pick<EditorPlace, 'id' | 'program'>,
  file: string,
  line: number | null,
): EditorCall {
  if (id === 'macos-text') return { command: program, args: ['-t', file], line: null };
  const style = knownEditors.find((editor) => editor.id === id)?.style ?? 'file';
  const told = line === null ? null : lineArguments(style, file, line);
  const args = told ?? [file];
  const said = told === null ? null : line;
  if (!program.endsWith('.app')) return { command: program, args, line: said };
  return { command: '/usr/bin/open', args: ['-na', program, '--args', ...args], line: said };
}

/** Null where the editor takes no line, or would take a part of the file's name for one. */
function lineArguments(style: Style, file: string, line: number): string[] | null {
  // `notes:3` is read as the third line of `notes`.
  const isAmbiguous = /:\d+$/.test(file);
  switch (style) {
    case 'goto':
      return isAmbiguous ? null : ['--goto', `${file}:${line}`];
    case 'suffix':
      return isAmbiguous ? null : [`${file}:${line}`];
    case 'jetbrains':
      return ['--line', String(line), file];
    case 'notepadpp':
      return [`-n${line}`, file];
    case 'kate':
      return ['-l', String(line), file];
    case 'plus':
      return [`+${line}`, file];
    case 'file':
      return null;
  }
}
