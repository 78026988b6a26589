import { errorText, showValue, StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import { isRecord } from './messages.ts';

/*
 * What a server can answer instead of what was asked for. DATA_INVALID carries MLflow's own code in `place`, such as
 * RESOURCE_ALREADY_EXISTS, and ENDPOINT_NOT_FOUND for a path that it does not have.
 */

export async function restError(address: string, response: Response): Promise<StileError> {
  const { status } = response;
  const text = await response.text().catch(() => '');
  if (status === 401 || status === 403) return unauthorized(address, status);
  const body = parseJson(text);
  const code = isRecord(body) && typeof body['error_code'] === 'string' ? body['error_code'] : '';
  const words = isRecord(body) && typeof body['message'] === 'string' ? showWords(body['message']) : '';
  if (code === '' && status === 404)
    return answered(address, 'ENDPOINT_NOT_FOUND', 'it does not have that path (404)');
  const why =
    words === '' ? `it answered ${status} ${response.statusText}`.trim() : `it answered ${status}: ${words}`;
  return answered(address, code, why);
}

/** Long stack traces stay out of sentences. */
function showWords(message: string): string {
  const line = message.split('\n')[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 297)}...` : line.replace(/[.\s]+$/, '');
}

function answered(address: string, code: string, why: string): StileError {
  return unreachable(
    address,
    code,
    why,
    'Check that it is an MLflow tracking server, and which version it has.',
  );
}

/** No answer came, however often it was asked. */
export function notAnswered(address: string, error: unknown): StileError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const text = errorText(cause) === '' ? errorText(error) : errorText(cause);
  return unreachable(address, '', showValue(text), 'Check the address, and that the server runs.', error);
}

export function refused(address: string, why: string, remedy: string): StileError {
  return unreachable(address, '', why, remedy);
}

function unreachable(
  address: string,
  place: string,
  why: string,
  remedy: string,
  cause?: unknown,
): StileError {
  return new StileError(
    'DATA_INVALID',
    `The server ${address} cannot be used: ${why}. ${remedy}`,
    { source: address, problem: 'unreachable', place, value: why, remedy },
    cause,
  );
}

function unauthorized(address: string, status: number): StileError {
  const remedy =
    'Set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, as for any MLflow client.';
  return new StileError('UNAUTHORIZED', `The server ${address} refuses this caller (${status}). ${remedy}`, {
    remedy,
  });
}
