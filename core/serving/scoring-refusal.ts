import type { Refusal } from '#core/kernel/loopback-rules.ts';

/** The error codes of MLflow's REST API that the scoring routes answer with. */
export type ScoringCode =
  | 'BAD_REQUEST'
  | 'INVALID_PARAMETER_VALUE'
  | 'RESOURCE_DOES_NOT_EXIST'
  | 'ENDPOINT_NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'PAYLOAD_TOO_LARGE'
  | 'REQUEST_LIMIT_EXCEEDED'
  | 'TEMPORARILY_UNAVAILABLE'
  | 'DEADLINE_EXCEEDED'
  | 'NOT_IMPLEMENTED'
  | 'INTERNAL_ERROR';

/** A request that is not answered with predictions: what the client is told instead. */
export class ScoringRefusal extends Error {
  override readonly name = 'ScoringRefusal';
  readonly status: number;
  readonly code: string;
  /** The trace of the model's own error; null when it was none. */
  readonly trace: string | null;

  constructor({ status, code, message, stack }: Refusal & { stack?: string | null }) {
    super(message);
    this.status = status;
    this.code = code;
    this.trace = stack ?? null;
  }
}

/** A body that is not in one of the formats. */
export function badRequest(message: string): ScoringRefusal {
  return refusal(400, 'BAD_REQUEST', message);
}

/** A body in a known format whose content the model cannot take. */
export function invalidValue(message: string): ScoringRefusal {
  return refusal(400, 'INVALID_PARAMETER_VALUE', message);
}

export function refusal(status: number, code: ScoringCode, message: string): ScoringRefusal {
  return new ScoringRefusal({ status, code, message });
}
