import { StileError } from '#core/kernel/errors.ts';

/** @param expected and `actual` are SHA-256 of the file's bytes; null: no file */
export function fileConflict(name: string, expected: string | null, actual: string | null): StileError {
  const remedy = 'Read the file again, bring in your change, and save that.';
  const found = actual === null ? 'it is gone' : `it is ${short(actual)}`;
  const known = expected === null ? 'there to be none' : `it to be ${short(expected)}`;
  return new StileError(
    'CONFLICT',
    `The file of pipeline "${name}" was changed by somebody else: you expected ${known}, and ${found}. ${remedy}`,
    { kind: 'pipeline', id: name, what: 'file', expected, actual, remedy },
  );
}

/** A run of another text than the one that is meant. @param expected and `actual` are SHA-256 of texts */
export function runConflict(name: string, expected: string, actual: string): StileError {
  const remedy = 'Save your text first, or run what the file holds now: give its hash, or none.';
  return new StileError(
    'CONFLICT',
    `The run of pipeline "${name}" was to run the text ${short(expected)}, and its file holds ${short(actual)}. ${remedy}`,
    { kind: 'pipeline', id: name, what: 'file', expected, actual, remedy },
  );
}

/** The beginning of a hash, as people compare them. */
function short(hash: string): string {
  return hash.slice(0, 8);
}

/** @param expected and `actual` are revisions; 0 and null: no draft */
export function draftConflict(name: string, expected: number, actual: number | null): StileError {
  const remedy = 'Read the draft again, and make the change on its text.';
  const found = actual === null ? 'there is none' : `it is at ${actual}`;
  return new StileError(
    'CONFLICT',
    `The draft of pipeline "${name}" was changed by another window: you expected revision ${expected}, and ${found}. ${remedy}`,
    {
      kind: 'pipeline',
      id: name,
      what: 'draft',
      expected: String(expected),
      actual: actual === null ? null : String(actual),
      remedy,
    },
  );
}
