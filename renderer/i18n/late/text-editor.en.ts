import type { ErrorData } from '#contract/errors.ts';

/** Files that are opened in the user's own editor. */
export const textEditor = {
  openIn: 'Open in {{editor}}',
  openOneIn: 'Open {{path}} in {{editor}}',
  fileIn: 'Open the file in {{editor}}',
  none: 'Choose an editor…',
  fileNone: 'Open the file in an editor…',
  noneOne: 'Choose an editor to open {{path}} in',
  /** Where what files are opened in could not be asked. */
  some: 'Open in your editor',
  someOne: 'Open {{path}} in your editor',
  fileSome: 'Open the file in your editor',
  opened: '{{file}} is open in {{editor}}',
  openedCopy: 'A copy of {{file}} is open in {{editor}}: what is stored stays as it is',
  /** Of macOS, which has no name of its own in the middle of a sentence. */
  systemEditor: 'the text editor',
};

/** Why a file was not opened in an editor, and what helps. */
export const editorProblems = {
  none_found:
    'No editor was found on this computer. Install one, such as VS Code, or name your own in Settings, Desktop.',
  gone: '{{editor}} is no longer found on this computer. Choose another editor in Settings, Desktop.',
  no_display:
    '{{editor}} has no display to open a window on where this engine runs. Start the engine on your desktop.',
  not_started: '{{editor}} could not be started ({{cause}}). Choose another editor in Settings, Desktop.',
  ended: '{{editor}} ended at once: {{cause}}',
  not_copied:
    'What is stored is opened as a copy, and the copy cannot be made ({{cause}}). Make room on the disk of temporary files.',
  no_try_file:
    'The small file to try an editor with cannot be written ({{cause}}). Give your user write permission there.',
  not_read: 'The choice of an editor cannot be read ({{cause}}). Make its file readable, or remove it.',
  not_kept: 'The choice of an editor cannot be kept ({{cause}}). Give your user write permission there.',
} satisfies Record<ErrorData<'EDITOR_NOT_OPENED'>['problem'], string>;

/** What is wrong with an own command for the editor, and what helps. */
export const editorCommandProblems = {
  empty: 'Write a command, such as: code --goto {file}:{line}',
  open_quote: 'The quote {{part}} at character {{place}} is not closed. Close it.',
  open_escape: 'The backslash at character {{place}} is the last sign. Write two for one.',
  unknown_placeholder:
    'Nothing is known for {{part}}, in the word at character {{place}}. There are {file} and {line}.',
  placeholder_first: 'The command begins with {{part}}, which would start the file. Put a program before it.',
  no_program: 'There is no program {{part}} on this computer. Give its whole path, or install it.',
  needs_terminal:
    '{{part}} needs a terminal, and a window has none. Start one with it, such as: gnome-terminal -- {{part}} {file}',
  quote_in_script:
    '{{part}} is a command file, which takes no quotes inside of its words. Name the program that it starts.',
  macos_app:
    '{{part}} is an app of macOS, which is a folder and no program. Have it opened: open -a "{{part}}" {file}',
} satisfies Record<ErrorData<'EDITOR_COMMAND_INVALID'>['problem'], string>;
