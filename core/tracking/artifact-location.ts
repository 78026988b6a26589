import { invalidArgument } from '#core/kernel/errors.ts';
import { checkLength } from './checks.ts';

/** MLflow's MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH. */
const maxCharacters = 2048;
const field = 'artifact_location';

/**
 * Where an experiment's runs keep their artifacts, as a client wants it. Only `mlflow-artifacts:` is Stile's own; any
 * other place is text that clients write to by themselves. The rules are MLflow's.
 * @throws INVALID_ARGUMENT, LIMIT_EXCEEDED
 */
export function checkArtifactLocation(location: string): void {
  checkLength(field, location, maxCharacters);
  if (location.startsWith('runs:'))
    throw refuse(location, 'runs cannot lie inside of a run', 'Give a place of its own.');
  const { path, query, rest } = split(location);
  if (rest !== '' || path.includes(';'))
    throw refuse(location, 'it cannot have a fragment or parameters', 'Leave out "#" and ";".');
  if (hasParentPart(query)) throw refuse(location, 'its query cannot have ".."', 'Leave that out.');
}

/** `s3://bucket/folder?x=1` and `run/artifacts` make `s3://bucket/folder/run/artifacts?x=1`. */
export function appendToLocation(location: string, path: string): string {
  const { path: base, query } = split(location);
  return `${base.replace(/\/+$/, '')}/${path}${query === '' ? '' : `?${query}`}`;
}

function split(location: string): { path: string; query: string; rest: string } {
  const [before = '', ...rest] = location.split('#');
  const [path = '', ...query] = before.split('?');
  return { path, query: query.join('?'), rest: rest.join('#') };
}

/** Decoded as often as it takes: `%252e%252e` is `..` to a server that decodes twice. */
function hasParentPart(query: string): boolean {
  for (let text = query; ;) {
    if (text.includes('..')) return true;
    const decoded = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    );
    if (decoded === text) return false;
    text = decoded;
  }
}

function refuse(location: string, rule: string, remedy: string): Error {
  return invalidArgument(field, location, rule, remedy);
}
