/** One argument as Windows' own rules of a command line read it back. */
export function quoteForWindows(argument: string): string {
  if (/^[\w.:\\/=-]+$/.test(argument)) return argument;
  // Backslashes count only where a quote follows them: there each needs another one.
  return `"${argument.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replace(/(\\+)$/, '$1$1')}"`;
}
