import type { FromScorer, ToScorer } from '../scorer-messages.ts';
import { ScoringRefusal } from '../scoring-refusal.ts';
import type { ModelTarget, PythonServable } from '../servable-model.ts';
import type { PythonAnswer, ReadyMessage } from './python-protocol.ts';
import type { ServingProblem } from '../serving-problem.ts';

/** The scorer thread's way to models in Python: the engine keeps their processes, this asks it. */
export interface PythonLink {
  /** Resolves when the model is ready. @throws PythonLoadError with what kept it from being so */
  load(target: ModelTarget): Promise<PythonServable>;
  /** True when the message was one of this link's. */
  receive(message: ToScorer): boolean;
}

export function createPythonLink(
  send: (message: FromScorer, transfer?: readonly ArrayBuffer[]) => void,
): PythonLink {
  const loads = new Map<number, PromiseWithResolvers<ReadyMessage['inputs']>>();
  const asks = new Map<number, PromiseWithResolvers<PythonAnswer>>();
  let number = 0;
  return {
    async load(target) {
      const id = ++number;
      const loading = remember(loads, id);
      send({ type: 'loadPython', id, target });
      const inputs = await loading;
      return {
        ...target,
        kind: 'python',
        versionText: String(target.version),
        inputs,
        ask: (request, body) => {
          const asked = ++number;
          const answered = remember(asks, asked);
          // The body may be part of a buffer that others use: a copy of its own goes over, without another copy.
          const own = new Uint8Array(body);
          send({ type: 'askPython', id: asked, target, request, body: own }, [own.buffer]);
          return answered;
        },
      };
    },
    receive(message) {
      switch (message.type) {
        case 'pythonLoaded':
          forget(loads, message.id)?.resolve(message.inputs);
          return true;
        case 'pythonFailed':
          forget(loads, message.id)?.reject(new PythonLoadError(message.code, message.problem));
          return true;
        case 'pythonAnswer':
          forget(asks, message.id)?.resolve(message.answer);
          return true;
        case 'pythonRefusal':
          forget(asks, message.id)?.reject(new ScoringRefusal(message.refusal));
          return true;
        default:
          return false;
      }
    },
  };
}

function remember<T>(map: Map<number, PromiseWithResolvers<T>>, id: number): Promise<T> {
  const waiting = Promise.withResolvers<T>();
  map.set(id, waiting);
  return waiting.promise;
}

function forget<T>(
  map: Map<number, PromiseWithResolvers<T>>,
  id: number,
): PromiseWithResolvers<T> | undefined {
  const waiting = map.get(id);
  map.delete(id);
  return waiting;
}

/** Why a model in Python cannot answer, in the engine's words and by its code. */
export class PythonLoadError extends Error {
  readonly code: string;
  readonly problem: ServingProblem;

  constructor(code: string, problem: ServingProblem) {
    super(problem.text);
    this.code = code;
    this.problem = problem;
  }
}
