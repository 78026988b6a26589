import { invalidArgument } from '#core/kernel/errors.ts';
import { checkPortableName, nameProblemText } from '#core/kernel/portable-names.ts';

/** Longest name of a dataset, in characters. */
const maxNameCharacters = 200;

/** @throws INVALID_ARGUMENT that says which names are allowed */
export function checkDatasetName(name: string): void {
  const remedy = `Use letters of A to Z, digits, "_", "-" and ".", 1 to ${maxNameCharacters} of them, such as reviews_2026.`;
  const problem = checkPortableName(name);
  if (name.length > maxNameCharacters) {
    throw invalidArgument('name', name, `it is longer than ${maxNameCharacters} characters`, remedy);
  }
  if (problem !== null) throw invalidArgument('name', name, nameProblemText[problem].reason, remedy);
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)) {
    throw invalidArgument('name', name, 'it holds a character that a dataset name may not have', remedy);
  }
}

/** Which version of which dataset; no version means the newest. */
export interface DatasetRef {
  name: string;
  version?: number;
}

/**
 * Reads `reviews`, `reviews@3`, `datasets:/reviews` and `datasets:/reviews/3`.
 * @throws INVALID_ARGUMENT for anything else
 */
export function parseDatasetRef(text: string): DatasetRef {
  const match = /^(?:datasets:\/([^/@]+)(?:\/(\d{1,9}))?|([^/@:]+)(?:@(\d{1,9}))?)$/.exec(text);
  const name = match?.[1] ?? match?.[3];
  const version = match?.[2] ?? match?.[4];
  if (name !== undefined) return version === undefined ? { name } : { name, version: Number(version) };
  throw invalidArgument(
    'dataset',
    text,
    'it does not name a dataset',
    'Write a name (reviews), a name with a version (reviews@3) or an address (datasets:/reviews/3).',
  );
}

export function datasetUri(name: string, version: number): string {
  return `datasets:/${name}/${version}`;
}
