import { invalidArgument } from '#core/kernel/errors.ts';
import { pathNotAllowed } from '#core/kernel/safe-paths.ts';

/**
 * Refuses an address that climbs out of where it points, however its dots are encoded, and files of this machine:
 * only what a run or a logged model holds stays as it was. Nothing is ever requested from the address.
 * @throws PATH_NOT_ALLOWED, INVALID_ARGUMENT
 */
export function checkSource(source: string): void {
  if (source.trim() === '') {
    throw invalidArgument('source', source, 'a version needs a source', 'Write runs:/<run id>/model.');
  }
  const decoded = decodeFully(source);
  if (decoded === null) throw pathNotAllowed(source, 'it is encoded more often than anyone means');
  if (/(^|[/\\])\.\.([/\\]|$)/.test(decoded)) {
    throw pathNotAllowed(source, 'it climbs out of its folder with ".."');
  }
  if (/\p{Cc}/u.test(decoded)) throw pathNotAllowed(source, 'it holds a control character');
  if (/^[a-z][a-z0-9+.-]+:/i.test(source) && !/^file:/i.test(source)) return;
  throw invalidArgument(
    'source',
    source,
    'a folder of this machine can change or go at any time',
    'Put its files into a run with `stile artifact put`, and register runs:/<run id>/<path>.',
  );
}

/** Each layer costs a look at the whole text: hundreds of them would hold up everybody. */
const maxLayers = 10;

/**
 * `%252e` is `%2e` is `.`: decodes until nothing changes any more. Byte by byte, since dots and slashes are ASCII: what
 * is wrongly encoded elsewhere in the text hides nothing. Null when there are more layers than `maxLayers`.
 */
function decodeFully(text: string): string | null {
  let known = text;
  for (let layer = 0; layer <= maxLayers; layer++) {
    const decoded = known.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    );
    if (decoded === known) return known;
    known = decoded;
  }
  return null;
}
