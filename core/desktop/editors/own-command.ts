import type { ErrorData } from '#contract/errors.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { Platform } from '#core/kernel/folder-hazards.ts';

type Problem = ErrorData<'EDITOR_COMMAND_INVALID'>['problem'];

interface Word {
  text: string;
  /** Where it begins, counted from 1. */
  place: number;
}

/**
 * The words of a user's command line. White space parts them, quotes of both kinds hold them together; on Linux and
 * macOS a backslash takes the next sign as it is, on Windows it is a sign of paths. Nothing else means anything: no
 * variables, no patterns, no pipes.
 * @throws EDITOR_COMMAND_INVALID
 */
export function parseCommand(command: string, platform: Platform): string[] {
  const words = splitWords(command, platform);
  const [program] = words;
  if (program === undefined) throw invalid(command, 'empty', '', 1);
  for (const { text, place } of words) {
    const [unknown] = text.match(/\{(?!(?:file|line)\})[A-Za-z_]+\}/) ?? [];
    if (unknown !== undefined) throw invalid(command, 'unknown_placeholder', unknown, place);
  }
  const [first] = /\{(?:file|line)\}/.exec(program.text) ?? [];
  if (first !== undefined) throw invalid(command, 'placeholder_first', first, program.place);
  return words.map(({ text }) => text);
}

/** The words with their placeholders filled in; a command that names no file gets it at its end. */
export function fillCommand(
  words: readonly string[],
  file: string,
  line: number | null,
): { words: string[]; line: number | null } {
  const namesFile = words.some((word) => word.includes('{file}'));
  const namesLine = words.some((word) => word.includes('{line}'));
  const values = { file, line: String(line ?? 1) };
  const filled = words.map((word) =>
    word.replaceAll(/\{(file|line)\}/g, (_, name: 'file' | 'line') => values[name]),
  );
  return { words: namesFile ? filled : [...filled, file], line: namesLine ? line : null };
}

/** Where the reading of a command stands. */
interface Reading {
  words: Word[];
  /** A word is being read. */
  isInWord: boolean;
  /** The quote that is open; empty for none. */
  quote: string;
  quotePlace: number;
}

function splitWords(command: string, platform: Platform): Word[] {
  const reading: Reading = { words: [], isInWord: false, quote: '', quotePlace: 0 };
  for (let at = 0; at < command.length; at++) {
    const sign = command[at] ?? '';
    if (platform !== 'win32' && sign === '\\' && reading.quote !== "'") {
      at++;
      if (at === command.length) throw invalid(command, 'open_escape', sign, at);
      takeSign(reading, command[at] ?? '', at);
    } else readSign(reading, sign, at + 1);
  }
  if (reading.quote !== '') throw invalid(command, 'open_quote', reading.quote, reading.quotePlace);
  return reading.words;
}

function readSign(reading: Reading, sign: string, place: number): void {
  if (reading.quote === '' && /\s/.test(sign)) {
    reading.isInWord = false;
  } else if (sign === reading.quote) {
    reading.quote = '';
  } else if (reading.quote === '' && (sign === '"' || sign === "'")) {
    takeSign(reading, '', place);
    reading.quote = sign;
    reading.quotePlace = place;
  } else takeSign(reading, sign, place);
}

function takeSign(reading: Reading, sign: string, place: number): void {
  if (!reading.isInWord) reading.words.push({ text: '', place });
  reading.isInWord = true;
  const word = reading.words.at(-1);
  if (word !== undefined) word.text += sign;
}

const sentences: Readonly<Record<Problem, (part: string, place: number) => string>> = {
  empty: () => 'it names no program. Write one, such as: code --goto {file}:{line}',
  open_quote: (part, place) => `the quote ${part} at character ${place} is not closed. Close it.`,
  open_escape: (_, place) => `the backslash at character ${place} is its last sign. Write two for one.`,
  unknown_placeholder: (part, place) =>
    `nothing is known for ${part} in the word at character ${place}. There are {file} and {line}.`,
  placeholder_first: (part) => `it begins with ${part}, which would start the file. Put a program before it.`,
  no_program: (part) => `there is no program ${part}. Give its whole path, or install it.`,
  needs_terminal: (part) =>
    `${part} needs a terminal, and a window has none. Start one with it, such as: gnome-terminal -- ${part} {file}`,
  quote_in_script: (part) =>
    `${part} is a command file of Windows, which takes no quotes inside of its words. Name the program that it starts.`,
  macos_app: (part) =>
    `${part} is an app of macOS, which is a folder and no program. Have it opened: open -a "${part}" {file}`,
};

/** @param place counted from 1 */
export function invalid(command: string, problem: Problem, part: string, place = 1): StileError {
  const shown = command.length > 200 ? `${command.slice(0, 197)}...` : command;
  return new StileError(
    'EDITOR_COMMAND_INVALID',
    `The command "${shown}" opens no file: ${sentences[problem](part, place)}`,
    { command: shown, problem, part, place },
  );
}
