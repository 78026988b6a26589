import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { mlflowVersion } from '#contract/mlflow-version.ts';
import { answerRequest, tooLarge } from './answer-request.ts';
import { describeModel } from './inference-v2.ts';
import { receiveBody } from './receive-body.ts';
import { checkHead, readHead } from './request-head.ts';
import { endpointRoute } from './scorer-messages.ts';
import { parsePath, type ScorerPath } from './scorer-paths.ts';
import type { Exchange, ScorerState } from './scorer-state.ts';
import { refusal, type ScoringRefusal } from './scoring-refusal.ts';
import { jsonType, sendAnswer, sendRefusal, toRefusal } from './send-answer.ts';

/** Answers the scoring protocols; bare node:http, because a framework costs as much as a prediction. */
export function createScorerListener(state: ScorerState): RequestListener {
  return (request, response) => {
    response.sendDate = false;
    const head = readHead(request);
    const id =
      head.requestId === '' ? `${state.idPrefix}-${(++state.requestNumber).toString(36)}` : head.requestId;
    try {
      checkHead(head);
      const path = parsePath(request.url ?? '/');
      checkMethod(request.method ?? '', path, response);
      if (!('key' in path)) tell(state, path, response);
      else if (path.kind === 'infer' || path.kind === 'invocations') {
        ask(state, request, { response, path, head, id, startedAt: performance.now() });
      } else void tellOfModel(state, path, response);
    } catch (error) {
      const isInference = request.url?.startsWith('/v2') === true;
      sendRefusal(state, { response, id, isInference }, toRefusal(error));
    }
  };
}

/** @throws ScoringRefusal 405 */
function checkMethod(method: string, path: ScorerPath, response: ServerResponse): void {
  const allowed = path.kind === 'infer' || path.kind === 'invocations' ? ['POST'] : ['GET', 'HEAD'];
  if (allowed.includes(method)) return;
  response.setHeader('Allow', allowed.join(', '));
  throw refusal(405, 'METHOD_NOT_ALLOWED', `This address takes ${allowed.join(' and ')}, not ${method}.`);
}

function ask(state: ScorerState, request: IncomingMessage, exchange: Exchange): void {
  const busy = findBusy(state);
  if (busy !== null) {
    const { response, path, id } = exchange;
    state.metrics.count(state.metrics.meter(path.label, null), busy.status, 0, 0);
    sendRefusal(state, { response, id, isInference: path.kind === 'infer' }, busy);
    return;
  }
  state.inFlight++;
  receiveBody(request, {
    limit: state.limits.bodyBytes,
    account: (bytes) => void (state.receivedBytes += bytes),
    done: (body) => {
      state.inFlight--;
      answerRequest(state, exchange, body);
    },
    gone: () => void state.inFlight--,
  });
}

/** A request more than can be answered or logged is sent away, so that none that was answered is missing in the log. */
function findBusy({ limits, inFlight, receivedBytes, log, logProblem }: ScorerState): ScoringRefusal | null {
  if (inFlight >= limits.inFlight || receivedBytes >= limits.receivedBytes) {
    const message = `${inFlight} requests are being answered already. Send this one again in a second.`;
    return refusal(429, 'REQUEST_LIMIT_EXCEEDED', message);
  }
  if (!log.isFull()) return null;
  if (logProblem !== null) {
    const message = `Requests cannot be logged, so none are answered: ${logProblem}`;
    return refusal(503, 'TEMPORARILY_UNAVAILABLE', message);
  }
  const message = `The log is ${log.waiting()} requests behind. Send this one again in a second.`;
  return refusal(429, 'REQUEST_LIMIT_EXCEEDED', message);
}

/** A client that asks before it sends a large body is answered at once. */
export function createContinueListener(state: ScorerState, listener: RequestListener): RequestListener {
  return (request, response) => {
    if (Number(request.headers['content-length']) <= state.limits.bodyBytes) {
      response.writeContinue();
      listener(request, response);
      return;
    }
    response.sendDate = false;
    response.shouldKeepAlive = false;
    const isInference = request.url?.startsWith('/v2') === true;
    sendRefusal(state, { response, id: '', isInference }, tooLarge(state.limits.bodyBytes));
  };
}

/** Health and figures of the whole. */
function tell(state: ScorerState, { kind }: { kind: string }, response: ServerResponse): void {
  const hasModel = state.routes.peek(endpointRoute) !== null;
  if (kind === 'ping') sendAnswer(state, response, hasModel ? 200 : 404, ['Content-Type', jsonType], '\n');
  else if (kind === 'version') {
    sendAnswer(state, response, 200, ['Content-Type', jsonType], mlflowVersion);
  } else if (kind === 'metrics') {
    sendAnswer(state, response, 200, ['Content-Type', metricsType], writeMetrics(state));
  } else if (kind === 'server') {
    sendJson(state, response, { name: 'stile', version: state.version, extensions: [] });
  } else if (kind === 'live') sendJson(state, response, { live: true });
  else sendJson(state, response, { ready: hasModel }, hasModel ? 200 : 503);
}

const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

async function tellOfModel(
  state: ScorerState,
  path: Extract<ScorerPath, { key: string }>,
  response: ServerResponse,
): Promise<void> {
  try {
    const model = await state.routes.find(path.key);
    const isReady = path.kind === 'modelReady';
    sendJson(state, response, isReady ? { name: model.name, ready: true } : describeModel(model));
  } catch (error) {
    sendRefusal(state, { response, id: '', isInference: true }, toRefusal(error));
  }
}

function sendJson(state: ScorerState, response: ServerResponse, value: object, status = 200): void {
  sendAnswer(state, response, status, ['Content-Type', jsonType], JSON.stringify(value));
}

function writeMetrics({ metrics, inFlight, log, routes }: ScorerState): string {
  return metrics.text(
    [
      { name: 'stile_requests_in_flight', help: 'Requests that are not yet answered.', value: inFlight },
      {
        name: 'stile_log_requests_waiting',
        help: 'Answered requests whose log is not yet on the disk.',
        value: log.waiting(),
      },
    ],
    routes.models(),
  );
}
