/* How the program of an attempt can end other than well: errors, since the task that ran it goes no further. */

/** It ended with another code than 0, or by a signal. */
export class ProcessFailed extends Error {
  override readonly name = 'ProcessFailed';
  readonly code: number | null;
  readonly signal: string | null;
  /** Its exit code says that trying again is no use. */
  readonly isFinal: boolean;

  constructor(message: string, end: { code: number | null; signal: string | null; isFinal?: boolean }) {
    super(message);
    [this.code, this.signal, this.isFinal] = [end.code, end.signal, end.isFinal ?? false];
  }
}

/** Nobody saw its end: it is gone, and what it did is not known. */
export class ProcessLost extends Error {
  override readonly name = 'ProcessLost';
}

/** The engine stops, and the program goes on without it. */
export class ProcessDetached extends Error {
  override readonly name = 'ProcessDetached';
}
