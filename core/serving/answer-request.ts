import { isUtf8 } from 'node:buffer';
import { parseContentType, type BodyFormat } from './content-type.ts';
import { parseCsvBody } from './csv-body.ts';
import { inferenceAnswer, parseInference, type InferenceRequest } from './inference-v2.ts';
import { parseInvocation } from './invocation-body.ts';
import { answerByPython } from './python/answer-by-python.ts';
import type { ReceivedBody } from './receive-body.ts';
import { invocationAnswer, predictionsLog, rowsPerTurn, scoreInTurns, scoreNow } from './score-rows.ts';
import type { Exchange, ScorerState } from './scorer-state.ts';
import { badRequest, refusal, type ScoringRefusal } from './scoring-refusal.ts';
import { jsonType, sendAnswer, sendRefusal, toRefusal } from './send-answer.ts';
import type { PythonServable, Scores, ServableModel, TextServable } from './servable-model.ts';
import { settle } from './settle-request.ts';

/** Answers a request whose body is there: in this very turn, unless its model must be loaded or it has many rows. */
export function answerRequest(state: ScorerState, exchange: Exchange, body: ReceivedBody): void {
  exchange.startedAt = performance.now();
  if (body.bytes === null) {
    if (body.isEndless) exchange.response.shouldKeepAlive = false;
    fail(state, exchange, null, tooLarge(state.limits.bodyBytes));
    return;
  }
  try {
    const model = state.routes.find(exchange.path.key);
    if (model instanceof Promise) void answerWhenOpen(state, exchange, model, body.bytes);
    else answer(state, exchange, model, body.bytes);
  } catch (error) {
    fail(state, exchange, null, error);
  }
}

async function answerWhenOpen(
  state: ScorerState,
  exchange: Exchange,
  opening: Promise<ServableModel>,
  bytes: Buffer,
): Promise<void> {
  state.inFlight++;
  try {
    answer(state, exchange, await openWithin(opening), bytes);
  } catch (error) {
    fail(state, exchange, null, error);
  } finally {
    state.inFlight--;
  }
}

/** A model that needs longer, because packages are being installed for it, lets its clients ask again. */
const openMs = 20_000;

async function openWithin(opening: Promise<ServableModel>): Promise<ServableModel> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const message =
      'The model is still being made ready. Ask again in a while; `stile endpoint status` tells how far it is.';
    late.reject(refusal(503, 'TEMPORARILY_UNAVAILABLE', message));
  }, openMs);
  return Promise.race([opening, late.promise]).finally(() => {
    clearTimeout(timer);
  });
}

function answer(state: ScorerState, exchange: Exchange, model: ServableModel, bytes: Buffer): void {
  if (model.kind === 'python') {
    void answerPython(state, exchange, model, bytes);
    return;
  }
  try {
    const asked = readBody(exchange, model, bytes);
    if (asked.texts.length > rowsPerTurn) void answerLong(state, exchange, model, asked);
    else succeed(state, exchange, model, asked, scoreNow(model, asked.texts));
  } catch (error) {
    fail(state, exchange, model, error);
  }
}

async function answerPython(
  state: ScorerState,
  exchange: Exchange,
  model: PythonServable,
  bytes: Buffer,
): Promise<void> {
  state.inFlight++;
  try {
    await answerByPython(state, exchange, model, readFormat(exchange, bytes), bytes);
  } catch (error) {
    fail(state, exchange, model, error);
  } finally {
    state.inFlight--;
  }
}

async function answerLong(
  state: ScorerState,
  exchange: Exchange,
  model: TextServable,
  asked: InferenceRequest,
): Promise<void> {
  state.inFlight++;
  try {
    succeed(state, exchange, model, asked, await scoreInTurns(model, asked.texts));
  } catch (error) {
    fail(state, exchange, model, error);
  } finally {
    state.inFlight--;
  }
}

/** @throws ScoringRefusal */
function readBody(exchange: Exchange, { input }: TextServable, bytes: Buffer): InferenceRequest {
  const format = readFormat(exchange, bytes);
  const body = bytes.toString();
  if (exchange.path.kind === 'infer') return parseInference(body, input);
  if (format === 'csv') return { id: null, texts: parseCsvBody(body, input), outputs: labelsAlone };
  const { texts, probabilities } = parseInvocation(body, input);
  return { id: null, texts, outputs: probabilities ? withProbabilities : labelsAlone };
}

/** The format of a body, once it is known that it can be read at all. @throws ScoringRefusal */
function readFormat({ path, head }: Exchange, bytes: Buffer): BodyFormat {
  const format = parseContentType(head.contentType);
  if (head.contentEncoding !== '' && head.contentEncoding !== 'identity') {
    const message = `The body is packed with "${head.contentEncoding.slice(0, 40)}". Send it as it is, without Content-Encoding.`;
    throw refusal(415, 'UNSUPPORTED_MEDIA_TYPE', message);
  }
  if (!isUtf8(bytes)) throw badRequest('The body is not UTF-8. Save or send the text in UTF-8.');
  if (path.kind === 'infer' && format !== 'json') {
    throw refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Inference requests are JSON. Send application/json.');
  }
  return format;
}

const labelsAlone: ReadonlySet<string> = new Set();
const withProbabilities: ReadonlySet<string> = new Set(['probabilities']);

function succeed(
  state: ScorerState,
  exchange: Exchange,
  model: TextServable,
  asked: InferenceRequest,
  scores: Scores,
): void {
  const { path, id, response } = exchange;
  const body =
    path.kind === 'infer'
      ? inferenceAnswer(model, asked, scores, id)
      : invocationAnswer(model, scores, asked.outputs.has('probabilities'));
  settle(state, exchange, model, {
    status: 200,
    rows: asked.texts.length,
    inputs: JSON.stringify(asked.texts),
    predictions: predictionsLog(model, scores),
    error: '',
  });
  const headers = ['Content-Type', jsonType, 'X-Request-Id', id, 'X-Stile-Model-Version', model.versionText];
  sendAnswer(state, response, 200, headers, body);
}

function fail(state: ScorerState, exchange: Exchange, model: ServableModel | null, error: unknown): void {
  const refused = toRefusal(error);
  const { status, message } = refused;
  settle(state, exchange, model, { status, rows: 0, inputs: '[]', predictions: '[]', error: message });
  const isInference = exchange.path.kind === 'infer';
  sendRefusal(state, { response: exchange.response, id: exchange.id, isInference }, refused);
}

/** @param limit in bytes */
export function tooLarge(limit: number): ScoringRefusal {
  return refusal(
    413,
    'PAYLOAD_TOO_LARGE',
    `The request has more than ${limit / 1_000_000} MB. Send its rows in several requests, or score them as a batch with a pipeline.`,
  );
}
