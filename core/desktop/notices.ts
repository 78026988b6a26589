/** So long a system may take to say that it cannot show a notification. Milliseconds. */
const patience = 1000;
const mostKeys = 500;

/** A notification as the system shows it. */
interface Notice {
  once(event: 'show', listener: () => void): unknown;
  once(event: 'failed', listener: (event: unknown, error: string) => void): unknown;
  show(): void;
}

/** Shows the same thing once, and finds out whether this system shows anything at all. */
export class Notices {
  readonly #after: (milliseconds: number, callback: () => void) => () => void;
  /** A notification that nobody holds is forgotten, and its click with it. */
  readonly #shown = new Map<string, Notice>();
  /** Why the system refused; an app on macOS that nobody signed may never show one. Null while it has not. */
  refusal: string | null = null;

  constructor(after: (milliseconds: number, callback: () => void) => () => void) {
    this.#after = after;
  }

  /** Whether it is seen, now or since it was shown before under this key. `make` is called only if it is new. */
  async show(key: string, make: () => Notice): Promise<boolean> {
    if (this.refusal !== null) return false;
    if (this.#shown.has(key)) return true;
    const notice = make();
    this.#shown.set(key, notice);
    for (const old of [...this.#shown.keys()].slice(0, -mostKeys)) this.#shown.delete(old);
    this.refusal = await this.#outcome(notice);
    return this.refusal === null;
  }

  #outcome(notice: Notice): Promise<string | null> {
    return new Promise((resolve) => {
      const stopClock = this.#after(patience, () => resolve(null));
      const end = (refusal: string | null): void => {
        stopClock();
        resolve(refusal);
      };
      notice.once('show', () => end(null));
      notice.once('failed', (_event, error) => end(error));
      notice.show();
    });
  }
}
