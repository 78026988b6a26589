import { posix, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Platform } from '#core/kernel/folder-hazards.ts';

/** Longer than any link that Stile makes, and shorter than what a system refuses to pass on. */
const longestLink = 2000;
/** A person opens some files at once, a script may name thousands. */
const mostFiles = 20;
/** What the shell writes into shortcuts of the system. */
const commandShape = /^--command=([\w.:-]{1,100})$/;

/** A place name and a path of what RFC 3986 allows in an address; no user, port, quote, space or backslash. */
const shape = /^stile:\/\/[a-z][a-z0-9-]{0,63}(?:[/?#](?:[\w\-.~!$&'()*+,;=:@/?#]|%[0-9a-f]{2})*)?$/i;

/**
 * Whether a text is a well-formed link of Stile. Anyone can make a person click on one: that what it names is there,
 * and what may be done with it, is for the page to find out.
 */
export function isDeepLink(text: string): boolean {
  if (text.length > longestLink || !shape.test(text)) return false;
  const decoded = decode(text);
  // Controls would reach logs and menus, and dots or a second encoding would say another path than is seen.
  return decoded !== null && !/[\p{Cc}\p{Cf}\\]|(?:^|\/)\.{1,2}(?=[/?#]|$)|%[0-9a-f]{2}/iu.test(decoded);
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export interface StartArguments {
  links: string[];
  /** absolute paths of `.stile` files */
  files: string[];
  /** absolute: what `--workspace` says; null when it is not given */
  workspace: string | null;
  /** commands of the page that a shortcut of the system names: `--command=view.home` */
  commands: string[];
}

/**
 * What the system or a person asks for on the command line, of the first start or of a second one. Whether the program
 * itself comes first does not matter. Chromium may put its own switches in between, and the options of a second start
 * before its words: hand over the arguments that this one got by itself where that can be had.
 *
 * A link comes alone from the system's handler of links: what stands beside one was smuggled in by whoever made it.
 */
export function readArguments(argv: readonly string[], cwd: string, platform: Platform): StartArguments {
  const { resolve } = platform === 'win32' ? win32 : posix;
  const words = argv.filter((word) => !word.includes('\0'));
  const links = words.filter((word) => /^["']?stile:/i.test(word));
  if (links.length > 0)
    return { links: links.filter(isDeepLink).slice(0, 1), files: [], workspace: null, commands: [] };
  const options = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  const given = lastOption(options, '--workspace');
  const isValue = (index: number): boolean => words[index - 1] === '--workspace' && index < options.length;
  const files = words.flatMap((word, index) => {
    const path = isValue(index) ? null : toFile(word, platform);
    return path === null ? [] : [resolve(cwd, path)];
  });
  return {
    links: [],
    files: [...new Set(files)].slice(0, mostFiles),
    workspace: given === undefined ? null : resolve(cwd, given),
    commands: options.flatMap((option) => commandShape.exec(option)?.[1] ?? []),
  };
}

/** The path of a word that names a `.stile` file; Linux hands addresses over where macOS and Windows hand paths. */
function toFile(word: string, platform: Platform): string | null {
  if (word.startsWith('-') || !/[^\\/]\.stile$/i.test(word)) return null;
  if (!/^[a-z][a-z0-9+.-]+:/i.test(word)) return word;
  try {
    const url = new URL(word);
    return url.protocol === 'file:' && url.host === ''
      ? fileURLToPath(url, { windows: platform === 'win32' })
      : null;
  } catch {
    return null;
  }
}

/** The value of `--name value` or `--name=value`, the last one; an option without a value counts as not given. */
function lastOption(argv: readonly string[], name: string): string | undefined {
  const values = argv.map((argument, index) => {
    if (argument.startsWith(`${name}=`)) return argument.slice(name.length + 1);
    const next = argv[index + 1];
    return argument === name && next !== undefined && !next.startsWith('-') ? next : undefined;
  });
  return values.findLast((value) => value !== undefined && value !== '');
}

/** What a second start hands to the first: Chromium changes the order of what it passes on by itself. */
export interface SecondStart {
  argv: string[];
  cwd: string;
}

/** The second start's own word for how it was started, if it is well-formed. */
export function readSecondStart(said: unknown): SecondStart | null {
  if (typeof said !== 'object' || said === null || !('argv' in said) || !('cwd' in said)) return null;
  const { argv, cwd } = said;
  if (!Array.isArray(argv) || typeof cwd !== 'string') return null;
  return { argv: argv.filter((word) => typeof word === 'string'), cwd };
}
