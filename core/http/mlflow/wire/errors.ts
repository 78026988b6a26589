import type { ErrorCode } from '#contract/errors.ts';
import type { StileError } from '#core/kernel/errors.ts';

/** What MLflow's clients get of an error. They try again for minutes on 408, 429, 500, 502, 503 and 504, on no other. */
export interface MlflowErrorReply {
  status: number;
  body: { error_code: string; message: string };
}

type Reply = readonly [status: number, errorCode: string];

const invalid: Reply = [400, 'INVALID_PARAMETER_VALUE'];

/**
 * Codes of the engine as MLflow's (mlflow/exceptions.py). Nothing that a second try would meet again answers with a
 * status that clients try again on.
 */
const replies: Partial<Record<ErrorCode, Reply>> = {
  NOT_FOUND: [404, 'RESOURCE_DOES_NOT_EXIST'],
  ALREADY_EXISTS: [400, 'RESOURCE_ALREADY_EXISTS'],
  UNAUTHORIZED: [401, 'UNAUTHENTICATED'],
  MODEL_FAILED: [400, 'INVALID_PARAMETER_VALUE'],
  PYTHON_NOT_FOUND: [400, 'INVALID_PARAMETER_VALUE'],
  PYTHON_ENVIRONMENT_FAILED: [400, 'INVALID_PARAMETER_VALUE'],
  MODEL_DAMAGED: [400, 'INVALID_PARAMETER_VALUE'],
  CANCELED: [499, 'CANCELLED'],
  WORKSPACE_DAMAGED: [409, 'DATA_LOSS'],
  DISK_FULL: [507, 'RESOURCE_EXHAUSTED'],
  ENGINE_STOPPING: [503, 'TEMPORARILY_UNAVAILABLE'],
  INTERNAL: [500, 'INTERNAL_ERROR'],
};

export function toMlflowError({ code, message }: StileError): MlflowErrorReply {
  const [status, errorCode] = replies[code] ?? invalid;
  return { status, body: { error_code: errorCode, message: shorten(message) } };
}

/** Characters. A sentence may repeat a name or id that was sent, and that may be of any length. */
const maxMessage = 4000;

function shorten(message: string): string {
  return message.length <= maxMessage ? message : `${message.slice(0, maxMessage)}...`;
}
