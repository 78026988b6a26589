import type { Failure } from '#contract/python.ts';
import { describeFailure, errorText } from '#core/kernel/errors.ts';

/** What keeps serving from working: in words, and for a screen to word. */
export interface ServingProblem {
  text: string;
  failure: Failure | null;
}

export function toServingProblem(error: unknown): ServingProblem {
  return { text: errorText(error), failure: describeFailure(error) };
}
