/** Keeps what is told to somebody who does not listen yet, in order. */
export class Mailbox<T> {
  readonly #deliver: (message: T) => void;
  #waiting: T[] | null = [];

  constructor(deliver: (message: T) => void) {
    this.#deliver = deliver;
  }

  get isOpen(): boolean {
    return this.#waiting === null;
  }

  /** Somebody listens: what waited is delivered, and all that follows at once. */
  open(): void {
    // What is told meanwhile comes after it.
    for (const message of this.#waiting ?? []) this.#deliver(message);
    this.#waiting = null;
  }

  /** Nobody listens any more. */
  close(): void {
    this.#waiting ??= [];
  }

  post(message: T): void {
    if (this.#waiting) this.#waiting.push(message);
    else this.#deliver(message);
  }
}
