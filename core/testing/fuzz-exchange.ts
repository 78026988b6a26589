import { parseJson } from '#core/kernel/json.ts';
import type { FuzzRequest } from './fuzz-requests.ts';
import { openSocket } from './raw-http.ts';

export interface FuzzAnswer {
  /** 0 when there was none */
  status: number;
  head: string;
  body: string;
  ms: number;
}

/** Long enough for anything but a request whose rest never comes. */
const patienceMs = 20_000;
const patienceWithLiarsMs = 300;

/** Sends a request on a connection of its own. */
export function exchange(address: string, { bytes, isImproper }: FuzzRequest): Promise<FuzzAnswer> {
  return new Promise((resolve) => {
    const start = performance.now();
    const socket = openSocket(address);
    const pieces: Buffer[] = [];
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    socket.setTimeout(isImproper ? patienceWithLiarsMs : patienceMs, () => socket.destroy());
    socket.once('close', () => {
      resolve({ ...readAnswer(Buffer.concat(pieces).toString('utf8')), ms: performance.now() - start });
    });
    socket.write(bytes);
  });
}

function readAnswer(all: string): Omit<FuzzAnswer, 'ms'> {
  const text = all.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const end = text.indexOf('\r\n\r\n');
  const head = end < 0 ? text : text.slice(0, end);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
  return { status, head, body: end < 0 ? '' : text.slice(end + 4) };
}

/** Clients look for exactly this. */
const noMultipart =
  '{"error_code":"NOT_IMPLEMENTED","message":"Multipart upload is not supported for the current artifact repository"}';

/** Elsewhere an error may be a page that says so. */
const isApi = /^\/(api|ajax-api|v1|get-artifact|model-versions\/get-artifact)([/?]|$)/;

/**
 * What is wrong with an answer, in words; null when nothing is.
 * @param secrets texts that only files outside of the artifacts hold
 */
export function judgeAnswer(
  request: FuzzRequest,
  answer: FuzzAnswer,
  secrets: readonly string[],
): string | null {
  const { status, head, body } = answer;
  if (secrets.some((secret) => body.includes(secret))) return 'gives out a file that is nobody’s business';
  if (status === 501 && body === noMultipart && request.address.includes('/mpu/')) return null;
  if (status >= 500) return 'fails in the server';
  if (request.isImproper) return null;
  if (status === 0) return 'has no answer';
  if (!/\r\nx-content-type-options: nosniff/i.test(head)) return 'may be guessed to be a page';
  if (/\r\nset-cookie:|\r\naccess-control-/i.test(head)) return 'lets a page of another origin in';
  if (request.method === 'HEAD') return null;
  return status < 400 ? judgeSuccess(answer) : judgeError(request, answer);
}

function judgeError({ target }: FuzzRequest, { head, body }: FuzzAnswer): string | null {
  if (!isApi.test(target)) return null;
  if (!/\r\ncontent-type: application\/json/i.test(head)) return 'says its error in another form than JSON';
  const error = parseJson(body);
  const isObject = typeof error === 'object' && error !== null && !Array.isArray(error);
  if (!isObject || typeof error['error_code'] !== 'string' || typeof error['message'] !== 'string') {
    return 'has no error_code and message';
  }
  return body.length > 25_000 ? 'repeats what it was sent at length' : null;
}

function judgeSuccess({ status, head, body }: FuzzAnswer): string | null {
  if (/\r\ncontent-disposition: attachment/i.test(head) || [204, 304].includes(status)) return null;
  if (/\r\ncontent-type: application\/x-protobuf/i.test(head)) return null;
  if (/\r\ncontent-type: text\/html/i.test(head)) return 'is a page';
  return parseJson(body) === undefined ? 'is no JSON' : null;
}
