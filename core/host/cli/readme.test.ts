import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { readSurroundings } from '../surroundings.ts';
import { createOutput } from './output.ts';
import { createProgram } from './program.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const sink = { write: () => true };
const program = createProgram(readSurroundings(root), createOutput(sink, sink));

/** Every line of a shell block that calls `stile`, and what stands as `stile ...` in a sentence. */
function listCommands(): string[] {
  const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');
  const lines = blocks.flatMap((text) => text.split('\n'));
  const inline = [...readme.matchAll(/`(stile [^`\n]+)`/g)].map(([, text]) => text ?? '');
  return [...lines, ...inline].filter((line) => /^stile (?!\.\.\.)\S/.test(line));
}

/** Words as a shell takes them apart; `<run>` and `...` stand for one word each. */
function splitWords(line: string): string[] {
  const withoutComment = line.replace(/\s+#.*$/, '');
  const words = withoutComment.match(/"[^"]*"|<[^>]*>|\S+/g) ?? [];
  return words.slice(1).map((word) => word.replaceAll('"', ''));
}

/** How many words of `rest` belong to the option `word`; null when the command has no such option. */
function countOptionWords(command: Command, word: string, rest: readonly string[]): number | null {
  const option = [...command.options, ...program.options].find(({ long }) => long === word);
  if (option === undefined) return word === '--help' ? 0 : null;
  if (!option.required) return 0;
  const next = rest.findIndex((one) => one.startsWith('--'));
  return option.variadic ? (next === -1 ? rest.length : next) : 1;
}

/** What is wrong with a line of the README: null when the command would take it. */
function findMistake(line: string): string | null {
  const words = splitWords(line);
  let command: Command = program;
  for (let child = childOf(command, words[0]); child !== undefined; child = childOf(command, words[0])) {
    command = child;
    words.shift();
  }
  const values: string[] = [];
  while (words.length > 0) {
    const word = words.shift() ?? '';
    const taken = word.startsWith('--') ? countOptionWords(command, word, words) : 0;
    if (taken === null) return `${command.name()} has no option ${word}`;
    words.splice(0, taken);
    if (!word.startsWith('--')) values.push(word);
  }
  const { registeredArguments: known } = command;
  if (values.length <= known.length || known.some(({ variadic }) => variadic)) return null;
  return known.length === 0 && command.commands.length > 0
    ? `${command.name()} has no verb ${values[0]}`
    : `${command.name()} takes ${known.length} words, not ${values.join(' ')}`;
}

function childOf(command: Command, word: string | undefined): Command | undefined {
  return command.commands.find((one) => one.name() === word);
}

describe('the README', () => {
  it('names commands, options and words that the command takes', () => {
    const commands = listCommands();
    expect(commands.length).toBeGreaterThan(60);
    expect(commands.flatMap((line) => findMistake(line) ?? [])).toEqual([]);
  });

  it.each([
    ['stile modle show x', 'stile has no verb modle'],
    ['stile model show x --jsn', 'show has no option --jsn'],
    ['stile backup check a b', 'check takes 1 words, not a b'],
    ['stile run report <run> <run> --format html --output x.html  # a comment', null],
  ])('%s is told as %s', (line, mistake) => {
    expect(findMistake(line)).toBe(mistake);
  });

  it('leads to files that are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '');
    const files = links.filter((link) => !/^https?:/.test(link));
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('has pictures of one size, at most 30 and 3 MB of them', () => {
    const folder = join(root, 'docs', 'screenshots');
    const pictures = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    expect(pictures.length).toBeLessThanOrEqual(30);
    expect(pictures.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(3_000_000);
    const sizes = pictures.map((picture) => [picture.readUInt32BE(16), picture.readUInt32BE(20)].join('x'));
    expect([...new Set(sizes)]).toEqual(['1280x800']);
  });
});
