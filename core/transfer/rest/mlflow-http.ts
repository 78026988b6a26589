import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { TransferAuth } from '#contract/transfer.ts';
import { hasCode, invalidArgument, isStileError } from '#core/kernel/errors.ts';
import { isRecord, type Message } from './messages.ts';
import { parseAnswer, readText } from './read-body.ts';
import { notAnswered, refused, restError } from './rest-errors.ts';

/** Requests to one MLflow server, and to no other: redirects that lead elsewhere are not followed. */
export interface MlflowHttp {
  /** Of the server, without credentials and without a slash at its end. */
  address: string;
  /** `path` begins with a slash, e.g. `/api/2.0/mlflow/runs/get`. @throws see `rest-errors.ts` */
  get(path: string, query?: Query): Promise<Message>;
  getText(path: string): Promise<string>;
  /** Sends again after an answer that may never have come; `once` for what must not happen twice. */
  post(path: string, body: Message, options?: { once?: boolean }): Promise<Message>;
  request(method: 'PATCH', path: string, body: Message): Promise<Message>;
  /** A file; its bytes end with an error when the server falls silent. */
  getStream(path: string, query?: Query): Promise<Readable>;
  /** Sends a file; `open` is called again for each try. */
  put(path: string, open: () => Promise<Readable>, size: number): Promise<void>;
}

export type Query = Readonly<Record<string, string | number>>;

/** How often a request is tried, and the first pause between tries in ms; each pause is twice as long. */
const maxTries = 6;
const firstPauseMs = 300;
const longestPauseMs = 30_000;
/** How long the head of an answer, or the next bytes of a body, are waited for, in ms. */
const silenceMs = 120_000;
const maxRedirects = 5;

/** Answers after which the same request may do. */
const passing: readonly number[] = [408, 429, 500, 502, 503, 504];
/** Of these the server says that it did nothing. */
const untouched: readonly number[] = [429, 503];

interface Settings {
  base: URL;
  address: string;
  headers: Record<string, string>;
  signal: AbortSignal;
  pauseMs: number;
}

interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  url: URL;
  headers?: Record<string, string>;
  body?: () => Promise<NonNullable<RequestInit['body']>>;
  once?: boolean;
}

/**
 * @param given as the user typed it; a name and a password in it are used and not shown
 * @param pauseMs between the first two tries
 * @throws INVALID_ARGUMENT for what is no http address
 */
export function createMlflowHttp(
  given: string,
  auth: TransferAuth | undefined,
  signal: AbortSignal,
  pauseMs = firstPauseMs,
): MlflowHttp {
  const base = parseAddress(given);
  const headers = { accept: 'application/json', ...authHeader(base, auth) };
  base.username = '';
  base.password = '';
  const address = base.href.replace(/\/+$/, '');
  const settings: Settings = { base, address, headers, signal, pauseMs };
  const toUrl = (path: string, query: Query = {}): URL => {
    const url = new URL(`${address}${path}`);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, String(value));
    return url;
  };
  return {
    address,
    get: async (path, query) =>
      readMessage(settings, path, await send(settings, { method: 'GET', url: toUrl(path, query) })),
    getText: async (path) =>
      readText(address, path, await send(settings, { method: 'GET', url: toUrl(path) })),
    post: (path, body, { once = false } = {}) => sendMessage(settings, 'POST', toUrl(path), body, once),
    request: (method, path, body) => sendMessage(settings, method, toUrl(path), body, false),
    getStream: async (path, query) => {
      const { body } = await send(settings, { method: 'GET', url: toUrl(path, query) });
      return body === null ? Readable.from([]) : Readable.fromWeb(body);
    },
    put: async (path, open, size) => {
      const response = await send(settings, {
        method: 'PUT',
        url: toUrl(path),
        headers: {
          'content-type': 'application/octet-stream',
          ...(size > 0 && { 'content-length': String(size) }),
        },
        body: async () => Readable.toWeb(await open()) as NonNullable<RequestInit['body']>,
      });
      await response.body?.cancel();
    },
  };
}

async function sendMessage(
  settings: Settings,
  method: 'POST' | 'PATCH',
  url: URL,
  message: Message,
  once: boolean,
): Promise<Message> {
  const text = JSON.stringify(message);
  const body = (): Promise<string> => Promise.resolve(text);
  const headers = { 'content-type': 'application/json' };
  return readMessage(settings, url.pathname, await send(settings, { method, url, headers, body, once }));
}

function parseAddress(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) {
    // What a browser shows after the address of the server.
    url.hash = '';
    url.search = '';
    return url;
  }
  throw invalidArgument(
    'server',
    given.replace(/\/\/[^/@]*@/, '//'),
    'it is no http or https address',
    'Write it whole, such as http://127.0.0.1:5000.',
  );
}

function authHeader(base: URL, auth: TransferAuth = {}): Record<string, string> {
  if (auth.token !== undefined && auth.token !== '') return { authorization: `Bearer ${auth.token}` };
  const username = auth.username ?? decodeURIComponent(base.username);
  const password = auth.password ?? decodeURIComponent(base.password);
  if (username === '' && password === '') return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

/** @throws UNAUTHORIZED; DATA_INVALID `unreachable` with the server's words; AbortError */
async function send(settings: Settings, call: Call): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const isLast = tries === maxTries;
    try {
      const response = await sendOnce(settings, call);
      if (response.ok) return response;
      const mayRepeat = call.once === true ? untouched : passing;
      if (isLast || !mayRepeat.includes(response.status)) throw await restError(settings.address, response);
      await response.body?.cancel();
      await pause(settings, tries, response.headers.get('retry-after'));
    } catch (error) {
      settings.signal.throwIfAborted();
      if (isStileError(error)) throw error;
      if (isLast || call.once === true) throw notAnswered(settings.address, error);
      await pause(settings, tries, null);
    }
  }
}

function pause({ signal, pauseMs }: Settings, tries: number, retryAfter: string | null): Promise<void> {
  const asked = Number(retryAfter ?? Number.NaN) * 1000;
  const own = pauseMs * 2 ** (tries - 1);
  return wait(Math.min(Number.isNaN(asked) ? own : asked, longestPauseMs), undefined, { signal });
}

/** Follows redirects on the same server, for questions only. */
async function sendOnce(settings: Settings, call: Call): Promise<Response> {
  let { url } = call;
  for (let followed = 0; ; followed++) {
    const response = await request(settings, call, url);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = URL.canParse(location, url.href) ? new URL(location, url.href) : null;
    if (next === null || !mayFollow(settings, call, next) || followed === maxRedirects) {
      throw refused(
        settings.address,
        `it leads to ${next?.origin ?? location}`,
        'If that is the server, give its address itself.',
      );
    }
    url = next;
  }
}

/** What is sent is not sent again to another address: only questions follow. */
function mayFollow({ base }: Settings, { method }: Call, next: URL): boolean {
  return method === 'GET' && isSameServer(base, next);
}

/** The step from http to https on the same machine counts as the same. */
function isSameServer(base: URL, next: URL): boolean {
  if (base.origin === next.origin) return true;
  return base.hostname === next.hostname && base.protocol === 'http:' && next.protocol === 'https:';
}

async function request({ headers, signal }: Settings, call: Call, url: URL): Promise<Response> {
  const timer = createSilenceTimer(signal);
  try {
    const body = await call.body?.();
    const response = await fetch(url, {
      method: call.method,
      headers: { ...headers, ...call.headers },
      redirect: 'manual',
      signal: timer.signal,
      ...(body !== undefined && { body, duplex: 'half' }),
    });
    return watchBody(response, timer);
  } catch (error) {
    timer.stop();
    throw error;
  }
}

interface SilenceTimer {
  signal: AbortSignal;
  restart(): void;
  stop(): void;
}

function createSilenceTimer(outer: AbortSignal): SilenceTimer {
  const own = new AbortController();
  const timer = setTimeout(() => {
    own.abort(new Error(`it was silent for ${silenceMs / 1000} seconds`));
  }, silenceMs);
  return {
    signal: AbortSignal.any([own.signal, outer]),
    restart: () => void timer.refresh(),
    stop: () => {
      clearTimeout(timer);
    },
  };
}

/** The same answer, whose body restarts the timer with each piece and stops it at its end. */
function watchBody(response: Response, timer: SilenceTimer): Response {
  if (response.body === null) {
    timer.stop();
    return response;
  }
  const watched = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece, controller) => {
        timer.restart();
        controller.enqueue(piece);
      },
      flush: () => {
        timer.stop();
      },
      cancel: () => {
        timer.stop();
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(watched, { status, statusText, headers });
}

async function readMessage({ address }: Settings, path: string, response: Response): Promise<Message> {
  const text = await readText(address, path, response);
  const message = text === '' ? {} : parseAnswer(address, path, text);
  if (isRecord(message)) return message;
  throw refused(
    address,
    `it answered ${path} with something that is no JSON`,
    'Give the address of an MLflow tracking server.',
  );
}

/** True for the answer to a path that this server does not have. */
export function isMissingEndpoint(error: unknown): boolean {
  return restCode(error) === 'ENDPOINT_NOT_FOUND';
}

/** The code that MLflow's answer named, e.g. `RESOURCE_ALREADY_EXISTS`; empty for any other error. */
export function restCode(error: unknown): string {
  return hasCode(error, 'DATA_INVALID') ? error.data.place : '';
}
