/** The line, counted from 1, on which a text of Python defines a function; null where it does not. */
export function findDefinition(text: string, name: string): number | null {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return null;
  // What ends a name: a word boundary knows the letters of ASCII alone.
  const found = new RegExp(
    `^(?:async\\s+def|def|class)\\s+${name}(?![\\p{L}\\p{N}_])|^${name}\\s*(?::[^=\\n]+)?=(?!=)`,
    'mu',
  ).exec(text);
  return found === null ? null : text.slice(0, found.index).split('\n').length;
}
