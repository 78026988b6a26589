import type { TFunction } from 'i18next';
import type { ErrorData } from '#contract/errors.ts';
import type { Problem } from '../bridge/problems.ts';
import type { en } from './en.ts';

/**
 * An error in the user's language, from its code and data alone: the engine's own sentences are for logs and terminals.
 */
export function wordProblem(problem: Problem, t: TFunction): string {
  switch (problem.code) {
    case 'NOT_FOUND':
      return t('errors.NOT_FOUND', { kind: t(`kinds.${problem.data.kind}`), id: problem.data.id });
    case 'ALREADY_EXISTS':
      return wordTaken(problem.data, t);
    case 'INVALID_STATE': {
      const { kind, id, state } = problem.data;
      return t('errors.INVALID_STATE', { kind: t(`kinds.${kind}`), id, state: wordState(state, t) });
    }
    case 'CONFLICT':
      return t('errors.CONFLICT', { kind: t(`kinds.${problem.data.kind}`), id: problem.data.id });
    case 'LIMIT_EXCEEDED':
      return t('errors.LIMIT_EXCEEDED', { ...problem.data, unit: t(`units.${problem.data.unit}`) });
    case 'INVALID_INPUT':
      return t('errors.INVALID_INPUT', { path: problem.data.issues[0]?.path ?? '' });
    case 'FILTER_SYNTAX':
      return wordFilterProblem(problem.data, t);
    case 'DATA_INVALID':
      return t(`dataProblems.${problem.data.problem}`, fillGaps(problem.data));
    case 'UNEXPECTED':
      return t('errors.UNEXPECTED', { detail: problem.detail });
    default:
      return wordOther(problem, t);
  }
}

type OtherProblem = CodeProblem | PythonProblem;

function wordOther(problem: OtherProblem, t: TFunction): string {
  if (problem.code === 'UPDATE_REFUSED')
    return t(`updateProblems.${problem.data.problem}`, fillGaps(problem.data));
  if (problem.code === 'COMMAND_NOT_PLACED')
    return t(`commandProblems.${problem.data.problem}`, fillGaps(problem.data));
  if (problem.code === 'EDITOR_NOT_OPENED')
    return t(`editorProblems.${problem.data.problem}`, fillGaps(problem.data));
  if (problem.code === 'EDITOR_COMMAND_INVALID')
    return t(`editorCommandProblems.${problem.data.problem}`, fillGaps(problem.data));
  if (problem.code === 'CANNOT_UNDO') return wordNoUndo(problem.data, t);
  return isPythonProblem(problem) ? wordPythonProblem(problem, t) : wordByCode(problem, t);
}

/** Nothing at all, such as a tag that was not there, is shown as a dash. */
function wordNoUndo({ why, field, left, now }: ErrorData<'CANNOT_UNDO'>, t: TFunction): string {
  const words = { field, left: left === '' ? '–' : left, now: now === '' ? '–' : now };
  return t('errors.CANNOT_UNDO', { reason: t(`undoReasons.${why}`, words) });
}

type CodeProblem = Exclude<Problem, PythonProblem | { code: 'ALREADY_EXISTS' | 'UNEXPECTED' }>;

/** Where the data fill the gaps of one sentence. */
function wordByCode(problem: CodeProblem, t: TFunction): string {
  return t(`errors.${problem.code}`, 'data' in problem ? fillGaps(problem.data) : {});
}

/** A word's data: lists in a row, and a question mark for what the engine does not know, such as a process id. */
function fillGaps(data: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]: [string, unknown]) => [
      name,
      Array.isArray(value) ? value.join(', ') || '–' : (value ?? '?'),
    ]),
  );
}

type PythonProblem = Extract<Problem, { code: `PYTHON_${string}` }>;

function isPythonProblem(problem: OtherProblem): problem is PythonProblem {
  return problem.code === 'PYTHON_NOT_FOUND' || problem.code === 'PYTHON_ENVIRONMENT_FAILED';
}

/** Why no Python runs a model: there is none, or its packages could not be installed. */
function wordPythonProblem(problem: PythonProblem, t: TFunction): string {
  if (problem.code === 'PYTHON_NOT_FOUND')
    return t('errors.PYTHON_NOT_FOUND', {
      wanted: /^\d[\d.]*$/.test(problem.data.wanted) ? problem.data.wanted : '3',
    });
  const { python, cause } = problem.data;
  const why = t(`installCauses.${cause}`, { package: problem.data.package, problem: problem.data.problem });
  return t('errors.PYTHON_ENVIRONMENT_FAILED', { python, why });
}

/** What is wrong at the underlined place of a filter. */
function wordFilterProblem(data: ErrorData<'FILTER_SYNTAX'>, t: TFunction): string {
  const problem = t(`filterProblems.${data.problem}`, { token: data.token });
  const expected = wordExpected(data.expected, t);
  return expected === null ? problem : `${problem} ${t('filterExpected.write', { expected })}`;
}

type Expectation = Exclude<keyof typeof en.filterExpected, 'write' | 'or'>;

/** What the engine calls the things that it expects. */
const expectations: Readonly<Record<string, Expectation>> = {
  'a number': 'number',
  'a text in quotes': 'text',
  'a condition': 'condition',
  'the end': 'end',
  'the end of the text': 'end',
  'a list in parentheses': 'list',
  'a comma': 'comma',
  'the name of a key': 'key',
};

/** A list such as "AND, OR or )" in the user's language; null when a part of it has no words here. */
function wordExpected(expected: string, t: TFunction): string | null {
  const parts = expected.split(/, | or /).filter((part) => part !== '');
  const worded = parts.map((part) => {
    const known = expectations[part];
    if (known !== undefined) return t(`filterExpected.${known}`);
    // One word, or words in capitals, are the language's own and the same for everyone.
    return /^(\S+|[A-Z ]+)$/.test(part) ? part : null;
  });
  if (worded.length === 0 || worded.includes(null)) return null;
  return [worded.slice(0, -1).join(', '), worded.at(-1)]
    .filter((part) => part !== '')
    .join(t('filterExpected.or'));
}

function wordTaken(data: ErrorData<'ALREADY_EXISTS'>, t: TFunction): string {
  const words = { kind: t(`kinds.${data.kind}`), name: data.name };
  return data.lifecycle === 'deleted'
    ? t('errors.ALREADY_EXISTS_DELETED', words)
    : t('errors.ALREADY_EXISTS', words);
}

function wordState(state: string, t: TFunction): string {
  if (state === 'active' || state === 'deleted' || state === 'finished' || state === 'running')
    return t(`states.${state}`);
  return t('states.other');
}
