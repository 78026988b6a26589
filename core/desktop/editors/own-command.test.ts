import { describe, expect, it } from 'vitest';
import { isStileError } from '#core/kernel/errors.ts';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import { fillCommand, parseCommand } from './own-command.ts';

function problemOf(command: string, platform: Platform = 'linux'): unknown {
  try {
    return parseCommand(command, platform);
  } catch (error) {
    if (!isStileError(error)) throw error;
    return error.data;
  }
}

describe('an own command', () => {
  it.each([
    ['code --goto {file}:{line}', ['code', '--goto', '{file}:{line}']],
    ['  "/opt/my editor/ed"\t-n  ', ['/opt/my editor/ed', '-n']],
    [`ed 'it"s' "don't"`, ['ed', 'it"s', "don't"]],
    [String.raw`ed a\ b "c\"d" 'e\f'`, ['ed', 'a b', 'c"d', String.raw`e\f`]],
    [`ed "" x''y`, ['ed', '', 'xy']],
    [
      'ed $HOME *.py | cat > /x; a && b `c`',
      ['ed', '$HOME', '*.py', '|', 'cat', '>', '/x;', 'a', '&&', 'b', '`c`'],
    ],
    ['ed {} { a } {1} ${x}', problem('unknown_placeholder', '{x}', 'ed {} { a } {1} ${x}', 17)],
  ])('%s is taken apart as it is written', (command, expected) => {
    expect(problemOf(command)).toEqual(expected);
  });

  it('takes a backslash as a sign of paths on Windows', () => {
    expect(problemOf(String.raw`"C:\Program Files\e\ed.exe" -n{line} C:\x\ `, 'win32')).toEqual([
      String.raw`C:\Program Files\e\ed.exe`,
      '-n{line}',
      'C:\\x\\',
    ]);
  });

  it.each([
    ['', 'empty', '', 1],
    ['   ', 'empty', '', 1],
    ['ed "a b', 'open_quote', '"', 4],
    [`ed x'`, 'open_quote', "'", 5],
    ['ed x\\', 'open_escape', '\\', 5],
    ['ed -x {fil}', 'unknown_placeholder', '{fil}', 7],
    ['{file} -x', 'placeholder_first', '{file}', 1],
    ['/bin/{line}', 'placeholder_first', '{line}', 1],
  ])('%j is refused as %s', (command, kind, part, place) => {
    expect(problemOf(command)).toEqual(problem(kind, part, command, place));
  });

  it('says what is wrong, where, and what to do', () => {
    expect(() => parseCommand('ed "a b', 'linux')).toThrow(
      'The command "ed "a b" opens no file: the quote " at character 4 is not closed. Close it.',
    );
  });
});

function problem(kind: string, part: string, command: string, place: number): object {
  return { command, problem: kind, part, place };
}

describe('placeholders', () => {
  const file = `/p/a b/{line} $x "q" 'å'.py`;
  it('are filled in once, within their words', () => {
    expect(fillCommand(['--at={line}', '{file}:{line}'], file, 3)).toEqual({
      words: ['--at=3', `${file}:3`],
      line: 3,
    });
  });
  it('begin at the first line where none is known', () => {
    expect(fillCommand(['+{line}', '{file}'], '/f', null)).toEqual({ words: ['+1', '/f'], line: null });
  });
  it('are not needed: the file comes last', () => {
    expect(fillCommand(['-n'], '/f', 3)).toEqual({ words: ['-n', '/f'], line: null });
  });
});
