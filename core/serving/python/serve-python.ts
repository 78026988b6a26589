import { errorText, isStileError } from '#core/kernel/errors.ts';
import type { FromScorer, ToScorer } from '../scorer-messages.ts';
import { ScoringRefusal } from '../scoring-refusal.ts';
import { toServingProblem } from '../serving-problem.ts';
import type { PythonPool } from './python-pool.ts';

type Asked = Extract<FromScorer, { type: 'loadPython' | 'askPython' }>;

/** Answers what the scorer's thread asks of models in Python. */
export function servePython(pool: PythonPool, message: Asked, reply: (message: ToScorer) => void): void {
  const { id, target } = message;
  if (message.type === 'loadPython') {
    pool.open(target).then(
      ({ inputs }) => {
        reply({ type: 'pythonLoaded', id, inputs });
      },
      (error: unknown) => {
        const code = isStileError(error) ? error.code : 'INTERNAL';
        reply({ type: 'pythonFailed', id, code, problem: toServingProblem(error) });
      },
    );
    return;
  }
  pool.ask(target, message.request, message.body).then(
    (answer) => {
      reply({ type: 'pythonAnswer', id, answer });
    },
    (error: unknown) => {
      reply({ type: 'pythonRefusal', id, refusal: toRefusal(error) });
    },
  );
}

function toRefusal(error: unknown): Extract<ToScorer, { type: 'pythonRefusal' }>['refusal'] {
  if (!(error instanceof ScoringRefusal)) {
    return { status: 500, code: 'INTERNAL_ERROR', message: errorText(error), stack: null };
  }
  const { status, code, message, trace } = error;
  return { status, code, message, stack: trace };
}
