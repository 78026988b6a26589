import { EventEmitter } from 'node:events';
import type { Session } from 'electron';

/** What the shell has set on a session, for tests to call. */
export interface SessionHandlers {
  request?: Parameters<Session['setPermissionRequestHandler']>[0];
  check?: Parameters<Session['setPermissionCheckHandler']>[0];
  device?: Parameters<Session['setDevicePermissionHandler']>[0];
  beforeRequest?: (details: { url: string }, answer: (response: { cancel: boolean }) => void) => void;
  spellCheck?: boolean;
  emitter: EventEmitter;
}

export function createFakeSession(): { fake: EventEmitter; handlers: SessionHandlers } {
  const emitter = new EventEmitter();
  const handlers: SessionHandlers = { emitter };
  const fake = Object.assign(emitter, {
    setPermissionRequestHandler: (handler: SessionHandlers['request']) => void (handlers.request = handler),
    setPermissionCheckHandler: (handler: SessionHandlers['check']) => void (handlers.check = handler),
    setDevicePermissionHandler: (handler: SessionHandlers['device']) => void (handlers.device = handler),
    setSpellCheckerEnabled: (enabled: boolean) => void (handlers.spellCheck = enabled),
    webRequest: {
      onBeforeRequest: (handler: SessionHandlers['beforeRequest']) => void (handlers.beforeRequest = handler),
    },
  });
  return { fake, handlers };
}

/** Something that a page wants to save. */
export class FakeDownload extends EventEmitter {
  readonly saveDialogs: { defaultPath?: string }[] = [];
  readonly #url: string;
  readonly #path: string;

  constructor(url: string, path: string) {
    super();
    this.#url = url;
    this.#path = path;
  }

  getFilename(): string {
    return 'model.onnx';
  }

  getSavePath(): string {
    return this.#path;
  }

  getURL(): string {
    return this.#url;
  }

  setSaveDialogOptions(options: { defaultPath?: string }): void {
    this.saveDialogs.push(options);
  }
}
