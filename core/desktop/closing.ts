/** How long a page may take to answer or to say that it asks a person. Milliseconds. */
const patience = 1500;

/** How long the end of a session may take until it is clear that a person has called it off. Milliseconds. */
const sessionEnd = 60_000;

export type ClosingAnswer = 'asking' | 'stay' | 'background' | 'close';

/** What closing needs of the windows `W` of the app. */
export interface ClosingParts<W> {
  after(milliseconds: number, callback: () => void): () => void;
  /** The windows that are open, hidden ones too; the one used last comes last. */
  windows(): W[];
  /** The app goes on without windows, as it does on macOS. */
  livesWithoutWindows: boolean;
  /** Closing the last window only hides it. */
  keepsInBackground(): boolean;
  /** Its page is there and listens. */
  canAnswer(window: W): boolean;
  tell(window: W, scope: 'window' | 'app'): void;
  /** Somebody has to be able to see the page. */
  show(window: W): void;
  /** Hides all windows, and the app goes on. */
  hide(): void;
  close(window: W): void;
  quit(): void;
}

/**
 * Whether a window may close and the app may quit. The page is asked once, before the last window closes or the app
 * quits. One that says nothing in time has hung: it must not be able to keep the app open, so its silence means
 * `close`. One that asks a person may take as long as it wants.
 */
export class Closing<W> {
  readonly #parts: ClosingParts<W>;
  #question: { window: W; proceed: () => void; stopClock: () => void } | null = null;
  #released: W | null = null;
  #isDecided = false;

  constructor(parts: ClosingParts<W>) {
    this.#parts = parts;
  }

  /** A window is about to close: false keeps it open for now. */
  mayClose(window: W): boolean {
    const { livesWithoutWindows, windows, keepsInBackground, hide, close } = this.#parts;
    if (this.#isDecided || this.#released === window || livesWithoutWindows || windows().length > 1)
      return true;
    if (keepsInBackground()) hide();
    else {
      this.#ask(window, 'window', () => {
        this.#released = window;
        close(window);
      });
    }
    return false;
  }

  /** The app is about to quit: false keeps it for now. */
  mayQuit(): boolean {
    const window = this.#parts.windows().at(-1);
    if (this.#isDecided || window === undefined) return true;
    this.#ask(window, 'app', () => this.quitNow());
    return false;
  }

  /** The system wants to end the session: nothing is asked for a while, or at all if it goes on with it. */
  holdQuestions(): void {
    this.#isDecided = true;
    this.#parts.after(sessionEnd, () => {
      this.#isDecided = false;
    });
  }

  /** Quits without a question. */
  quitNow(): void {
    this.#isDecided = true;
    this.#parts.quit();
  }

  /** What a page says. Only the one that was asked counts. */
  answer(window: W, answer: ClosingAnswer): void {
    const question = this.#question;
    if (question?.window !== window) return;
    question.stopClock();
    if (answer === 'asking') return this.#parts.show(window);
    this.#question = null;
    if (answer === 'close') question.proceed();
    else if (answer === 'background') this.#parts.hide();
  }

  /** Its page is gone, and with it who could answer. */
  giveUp(window: W): void {
    this.answer(window, 'close');
  }

  /** A second question while the first is open takes its place, with a new clock. */
  #ask(window: W, scope: 'window' | 'app', proceed: () => void): void {
    this.#question?.stopClock();
    this.#question = null;
    if (!this.#parts.canAnswer(window)) return proceed();
    const stopClock = this.#parts.after(patience, () => this.giveUp(window));
    this.#question = { window, proceed, stopClock };
    this.#parts.tell(window, scope);
  }
}
