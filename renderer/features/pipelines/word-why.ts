import type { TFunction } from 'i18next';
import type { TaskAttempt } from '#contract/pipelines.ts';
import { storedProblem } from '#renderer/bridge/problems.ts';
import { wordProblem } from '#renderer/i18n/word-problem.ts';

type AttemptEnd = Pick<TaskAttempt, 'state' | 'reason' | 'errorCode' | 'failure' | 'exitCode'>;

export type Why = {
  readonly text: string;
  /** A program or a person said it themselves: it stands as they said it. */
  readonly isForeign: boolean;
};

/** Why a try of a task ended as it did, in the language of the screen where a code tells it; null where nothing does. */
export function wordWhy(end: AttemptEnd, t: TFunction): Why | null {
  const { failure, reason } = end;
  if (failure !== null) {
    const problem = storedProblem({ ...failure, message: reason ?? '' });
    return { text: wordProblem(problem, t), isForeign: false };
  }
  const code = codeOf(end);
  if (code !== null) return { text: t(`pipelines.why.${code}`, { code: end.exitCode }), isForeign: false };
  return reason === null || reason === '' ? null : { text: reason, isForeign: true };
}

function codeOf({ state, reason, errorCode, exitCode }: AttemptEnd) {
  if (errorCode === 'exit_code' || errorCode === 'no_promotion') return errorCode;
  if (errorCode === 'TIMEOUT') return 'late';
  if (state === 'failed' && exitCode !== null && exitCode !== 0) return 'exit';
  if (state === 'interrupted') return 'interrupted';
  // Who cancels may say why; this is what stands where they did not.
  return state === 'canceled' && reason?.startsWith('canceled by ') === true ? 'canceled' : null;
}
