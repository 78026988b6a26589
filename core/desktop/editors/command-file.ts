import { win32 } from 'node:path';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { readVariable } from './known-editors.ts';

export interface ProgramCall {
  command: string;
  args: string[];
  /** The arguments are one text that is written as it is. */
  isVerbatim: boolean;
}

/** Whether Windows starts this through its shell: Node does not. */
export function isCommandFile(platform: Platform, program: string): boolean {
  return platform === 'win32' && /\.(cmd|bat)$/i.test(program);
}

/**
 * How a program is started. A command file of Windows is read by cmd.exe: its words stand in quotes, in which nothing
 * has a meaning but the percent sign, which therefore stands outside of them, behind a caret. No word may hold a quote.
 */
export function buildProgramCall(
  platform: Platform,
  env: Environment,
  program: string,
  args: readonly string[],
): ProgramCall {
  if (!isCommandFile(platform, program)) return { command: program, args: [...args], isVerbatim: false };
  const shell =
    readVariable(env, 'ComSpec') ??
    win32.join(readVariable(env, 'SystemRoot') ?? String.raw`C:\Windows`, 'System32', 'cmd.exe');
  const line = [program, ...args].map(quoteForShell).join(' ');
  return { command: shell, args: ['/d', '/v:off', '/s', '/c', `"${line}"`], isVerbatim: true };
}

function quoteForShell(word: string): string {
  return word.split('%').map(inQuotes).join('^%'); // prettier-ignore
}

/** A backslash counts for itself, but for those right before the quote that ends the word. */
function inQuotes(part: string): string {
  return `"${part.replace(/(\\+)$/, '$1$1')}"`;
}
