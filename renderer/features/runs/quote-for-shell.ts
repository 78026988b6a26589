const plain = /^[\w.-]+$/;

/**
 * One word of a POSIX shell that means exactly `text`: nothing in it runs, expands or ends the word. Inside single
 * quotes only the single quote itself is special, so each one is written outside of them.
 */
export function quoteForShell(text: string): string {
  return plain.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * The command that logs a first run. A name that no shell would touch is easier to read than an id; any other name
 * gives way to the id, which needs no quotes and so works in every shell. A name of digits could be another's id.
 */
export function firstRunCommand({ experimentId, name }: { experimentId: string; name: string }): string {
  const reference = plain.test(name) && !/^\d+$/.test(name) ? name : experimentId;
  return `stile run create --experiment=${quoteForShell(reference)} --name first`;
}
