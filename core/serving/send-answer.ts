import type { ServerResponse } from 'node:http';
import { errorText } from '#core/kernel/errors.ts';
import type { ScorerState } from './scorer-state.ts';
import { refusal, ScoringRefusal } from './scoring-refusal.ts';

export const jsonType = 'application/json';

/** Writes an answer with its length, so that head and body leave in one piece. `headers`: names and values in turn. */
export function sendAnswer(
  state: ScorerState,
  response: ServerResponse,
  status: number,
  headers: string[],
  body: string,
): void {
  if (state.isStopping) response.shouldKeepAlive = false;
  headers.push('Content-Length', String(Buffer.byteLength(body)), 'X-Content-Type-Options', 'nosniff');
  response.writeHead(status, headers);
  response.end(body);
}

export interface RefusedRequest {
  response: ServerResponse;
  /** Empty when it has none. */
  id: string;
  /** The Open Inference Protocol has another shape of an error. */
  isInference: boolean;
}

/** Says why there are no predictions: `{error_code, message}` as MLflow does, `{error}` on the routes of `/v2`. */
export function sendRefusal(
  state: ScorerState,
  { response, id, isInference }: RefusedRequest,
  refused: ScoringRefusal,
): void {
  const { status, code, message, trace } = refused;
  const headers = ['Content-Type', jsonType];
  if (id !== '') headers.push('X-Request-Id', id);
  if (status === 429 || status === 503) headers.push('Retry-After', '1');
  sendAnswer(
    state,
    response,
    status,
    headers,
    JSON.stringify(
      isInference
        ? { error: message }
        : { error_code: code, message, ...(trace !== null && { stack_trace: trace }) },
    ),
  );
}

/** What nobody foresaw is an error of Stile's, in its own words: the model is the only foreign thing here. */
export function toRefusal(error: unknown): ScoringRefusal {
  if (error instanceof ScoringRefusal) return error;
  return refusal(500, 'INTERNAL_ERROR', `The model failed: ${errorText(error)}`);
}
