import type { BodyFormat } from '../content-type.ts';
import type { Exchange, ScorerState } from '../scorer-state.ts';
import { jsonType, sendAnswer } from '../send-answer.ts';
import type { PythonServable } from '../servable-model.ts';
import { settle } from '../settle-request.ts';

/**
 * Hands a body over as it came, so that Python reads its numbers itself, and passes the answer on.
 * @throws ScoringRefusal
 */
export async function answerByPython(
  state: ScorerState,
  exchange: Exchange,
  model: PythonServable,
  format: BodyFormat,
  bytes: Buffer,
): Promise<void> {
  const { path, id, response } = exchange;
  const { name, versionText } = model;
  const kind = path.kind === 'infer' ? 'infer' : 'invocations';
  const request = { kind, format, name, version: versionText, requestId: id } as const;
  const { rows, answer, inputs, predictions } = await model.ask(request, bytes);
  settle(state, exchange, model, { status: 200, rows, inputs, predictions, error: '' });
  const headers = ['Content-Type', jsonType, 'X-Request-Id', id, 'X-Stile-Model-Version', versionText];
  sendAnswer(state, response, 200, headers, answer);
}
