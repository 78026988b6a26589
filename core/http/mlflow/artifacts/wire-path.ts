import { StileError } from '#core/kernel/errors.ts';

/** What stands behind `.../mlflow-artifacts/artifacts` in the address of a request. */
const artifactAddress = /^\/(?:ajax-)?api\/2\.0\/mlflow-artifacts\/artifacts(?:\/([^?]*))?(?:\?|$)/;

/**
 * The path below `artifacts` that a request's address names: each segment decoded once, in normal form C. It is read
 * from the address as it came, since a decoded one cannot tell `a%2Fb` from `a/b`.
 * @throws PATH_NOT_ALLOWED
 */
export function readAddressPath(url: string): string {
  const [, encoded = ''] = artifactAddress.exec(url) ?? [];
  const path = encoded
    .split('/')
    .map((segment) => decodeSegment(segment, encoded))
    .join('/');
  return checkWirePath(path);
}

function decodeSegment(segment: string, path: string): string {
  try {
    const decoded = decodeURIComponent(segment);
    if (!decoded.includes('/')) return decoded;
  } catch {
    throw invalidPath(path, 'it has an escape that is none');
  }
  throw invalidPath(path, 'it has a slash inside of a name');
}

/**
 * Refuses what could lead out of a folder in any encoding, as MLflow's server does and with its words; what is left
 * the store checks against the rules of the file systems.
 * @throws PATH_NOT_ALLOWED with the message `Invalid path`
 */
export function checkWirePath(path: string): string {
  const decoded = decodeFully(path);
  if (/[\\#\0]/.test(decoded)) throw invalidPath(path, 'it has a backslash, a # or a NUL');
  const isAbsolute = decoded.startsWith('/') || (decoded !== path && decoded.includes('//'));
  if (isAbsolute) throw invalidPath(path, 'it is absolute');
  if (/(^|\/)[a-z][a-z0-9+.-]*:/i.test(decoded)) throw invalidPath(path, 'it has a drive or a scheme');
  if (decoded.split('/').some((segment) => segment === '..' || segment === '.')) {
    throw invalidPath(path, 'it leads out of its folder');
  }
  return path.normalize('NFC');
}

/** More layers than anyone means; what is still encoded then is a name like any other. */
const maxLayers = 10;

function decodeFully(text: string): string {
  let known = text;
  for (let layer = 0; layer < maxLayers; layer++) {
    const decoded = decodeLayer(known);
    if (decoded === known) return known;
    known = decoded;
  }
  return known;
}

/** Escapes that are none stay as they are, so that one of them does not hide the others. */
function decodeLayer(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

function invalidPath(path: string, reason: string): StileError {
  return new StileError('PATH_NOT_ALLOWED', 'Invalid path', { path: path.slice(0, 200), reason });
}
