import type { MessagePort } from 'node:worker_threads';
import type { Page } from '@playwright/test';
import type { EngineStatus } from '#contract/desktop.ts';
import { shellRequests } from '#contract/shell.ts';
import type {
  Presentation,
  ShellAnswer,
  ShellEvent,
  ShellFacts,
  ShellOutputs,
  ShellVerb,
} from '#contract/shell.ts';

type Answers = { [V in ShellVerb]: (input: object) => ShellOutputs[V] | ShellAnswer<V> };

/**
 * The desktop's shell as emulated windows see it: what they asked, what it answers, and what it tells them. Requests
 * are checked as the real shell checks them; what it answers may be replaced, as in
 * `shell.answers.openDialog = () => ({ paths: ['/data/a.csv'] })`.
 */
export class EmulatedShell {
  /** Node's name of the system that windows opened from then on believe to be on. */
  platform = 'linux';
  /** The way to another engine than the test's own; null: there is none, and windows wait until one is told of. */
  connect: (() => MessagePort) | null | undefined = undefined;
  /** How often windows asked for a port. */
  connects = 0;
  /** What was told of the engine last. */
  #engineStatus: EngineStatus | null = null;
  /** What was asked and was not well-formed: a window must ask nothing such. */
  readonly refused: string[] = [];
  /** Everything that was asked and was well-formed, in order. */
  readonly asked: { verb: ShellVerb; input: object }[] = [];
  /** What `describe` answers. */
  readonly facts: ShellFacts = {
    version: '0.0.0',
    electron: '45.4.1',
    chromium: '153.0.0.0',
    isPackaged: true,
    isPortable: false,
    hidesMenuBar: false,
    canNotify: true,
    canBadge: true,
    settings: { keepInBackground: false, notifications: true },
    folders: {
      logs: '/stile/logs',
      crashDumps: '/stile/crashes',
      profile: '/stile/profile',
      workspace: '/stile/workspace',
    },
  };
  /** What the page presented last. */
  presented: Presentation | null = null;
  readonly answers: Answers = {
    describe: () => this.facts,
    present: (input) => {
      this.presented = shellRequests.present.parse(input);
      return null;
    },
    changeSettings: (input) => Object.assign(this.facts.settings, input),
    openDialog: () => ({ paths: [] }),
    saveDialog: () => ({ path: null }),
    reveal: () => null,
    openFolder: () => null,
    openExternal: () => null,
    notify: () => ({ shown: this.facts.canNotify }),
    setBadge: () => null,
    setProgress: () => null,
    startDrag: () => null,
    popupMenu: () => null,
    newWindow: () => null,
    answerClose: () => null,
    openWorkspace: () => null,
    installUpdate: () => ({ version: '0.2.0' }),
    removeData: () => null,
    saveDiagnostics: () => ({ path: '/stile/diagnostics.zip', bytes: 1000 }),
  };

  /** All inputs of one verb, in order. */
  inputsOf(verb: ShellVerb): object[] {
    return this.asked.filter((request) => request.verb === verb).map(({ input }) => input);
  }

  ask(verb: ShellVerb, input: unknown): ShellAnswer<ShellVerb> {
    const parsed = shellRequests[verb].safeParse(input);
    if (!parsed.success) {
      this.refused.push(`${verb}: ${parsed.error.message}`);
      return { ok: false, code: 'INVALID_INPUT', message: parsed.error.message, data: { issues: [] } };
    }
    this.asked.push({ verb, input: parsed.data });
    const answer = this.answers[verb](parsed.data);
    return answer !== null && 'ok' in answer ? answer : { ok: true, value: answer };
  }

  /** As the shell tells a window of something. */
  tell(page: Page, event: ShellEvent): Promise<void> {
    return page.evaluate((told) => {
      window.postMessage({ type: 'stile:shell', event: told }, window.location.origin);
    }, event);
  }

  /** As the shell tells a window of its engine's state. */
  tellEngine(page: Page, status: EngineStatus): Promise<void> {
    this.#engineStatus = status;
    return page.evaluate((told) => {
      window.postMessage({ type: 'stile:engine', status: told }, window.location.origin);
    }, status);
  }

  /** What a window is told that asks for a port while there is no engine: asking starts one that has ended. */
  async tellWhyNoPort(page: Page): Promise<void> {
    const status = this.#engineStatus;
    const hasEnded = status?.state === 'failed' || status?.state === 'stopped';
    if (status !== null) await this.tellEngine(page, hasEnded ? { state: 'starting' } : status);
  }
}
