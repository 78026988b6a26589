import type { ErrorData } from '#contract/errors.ts';
import { showValue } from './errors.ts';

export type SchemaIssue = ErrorData<'INVALID_INPUT'>['issues'][number];

/** What a schema finds, as far as it is read here. */
interface Found {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Zod's issue with the value that it speaks of; `problem` is Zod's own code, which screens can word. */
export function describeIssue(issue: Found, input: unknown): SchemaIssue {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  const problem = 'code' in issue && typeof issue.code === 'string' ? issue.code : 'invalid';
  return {
    path: path.join('.'),
    value: showValue(valueAt(input, path)),
    problem,
    message: wordIssue(problem, issue) ?? issue.message,
  };
}

/** What is allowed, for the problems that Zod words for programmers. */
function wordIssue(problem: string, issue: object): string | null {
  if (problem === 'too_big' && 'maximum' in issue) return `it must be at most ${String(issue.maximum)}`;
  if (problem === 'too_small' && 'minimum' in issue) return `it must be at least ${String(issue.minimum)}`;
  if (problem === 'invalid_type' && 'expected' in issue)
    return `it must be of type ${String(issue.expected)}`;
  return null;
}

function valueAt(input: unknown, path: readonly string[]): unknown {
  let value = input;
  for (const part of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  }
  return value;
}

/** One issue as a part of a sentence. */
export function issueText({ path, value, message, problem }: SchemaIssue): string {
  if (problem === 'unrecognized_keys') return path === '' ? message : `${path}: ${message}`;
  return `${path === '' ? 'the input' : path} is ${value}, but: ${message}`;
}
