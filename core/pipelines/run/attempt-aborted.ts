/** Why an attempt is told to end. */
export type AbortKind = 'cancel' | 'stop' | 'timeout';

/** The reason of an attempt's abort signal. */
export class AttemptAborted extends Error {
  override readonly name = 'AbortError';
  readonly kind: AbortKind;
  /** How long the task has to end, in ms; after that it is left to itself. */
  readonly graceMs: number;

  constructor(kind: AbortKind, message: string, graceMs: number) {
    super(message);
    this.kind = kind;
    this.graceMs = graceMs;
  }
}
