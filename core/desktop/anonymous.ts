import { basename } from 'node:path';
import type { UserPlace } from '#core/kernel/user-folders.ts';

/** Takes a user's home folder and name out of a text. */
export type Anonymize = (text: string) => string;

/** Shorter names stand in too many words to be told from them; they go with the home folder alone. */
const shortestName = 3;

/** @param realHome the home folder where links lead to, if that is another */
export function createAnonymizer({ platform, env, home }: UserPlace, realHome = home): Anonymize {
  const flags = platform === 'win32' ? 'giu' : 'gu';
  const homes = [...new Set([home, realHome])]
    .filter((path) => path.length > 1)
    .sort((a, b) => b.length - a.length)
    .map((path) => new RegExp(`${anySlash(path)}(?![\\p{L}\\p{N}_-])`, flags));
  const names = new Set([env['USER'], env['LOGNAME'], env['USERNAME'], basename(home.replaceAll('\\', '/'))]);
  const users = [...names]
    .filter((name) => name !== undefined && name.length >= shortestName)
    .map((name) => new RegExp(`(?<![\\p{L}\\p{N}_])${escape(name ?? '')}(?![\\p{L}\\p{N}_])`, 'giu'));
  return (text) => {
    const withoutHome = homes.reduce((kept, path) => kept.replace(path, '~'), text);
    return users.reduce((kept, name) => kept.replace(name, '<user>'), withoutHome);
  };
}

/** A path with either kind of slash, as addresses and messages have them. */
function anySlash(path: string): string {
  return path.split(/[\\/]/).map(escape).join('[\\\\/]+');
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** Goes through every text of a document. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}
