import type { EngineStatus } from '#contract/desktop.ts';
import { ConnectionLostError, storedError } from './problems.ts';
import { listenToShell } from './shell-messages.ts';
import type { Store } from './store.ts';
import type { StileWindow } from './window-stile.ts';

/**
 * Asks the shell for a port to the engine and waits until the preload script hands it over. Fails when the shell says
 * that there will be none. An engine that has ended for good is not asked for: asking would start it again, and that
 * a person decides.
 */
export function requestShellPort(
  shell: Pick<StileWindow, 'connect'>,
  engine: Store<EngineStatus | null>,
): Promise<MessagePort> {
  const { promise, resolve, reject } = Promise.withResolvers<MessagePort>();
  const ended = endOf(engine.get());
  if (ended !== null) {
    reject(ended);
    return promise;
  }
  const stop = listenToShell((message, [port]) => {
    if (message.type === 'stile:port' && port !== undefined) resolve(port);
    const end = message.type === 'stile:engine' ? endOf(message.status) : null;
    if (end !== null) reject(end);
  });
  shell.connect();
  return promise.finally(stop);
}

/** Why there will be no port. */
function endOf(status: EngineStatus | null): Error | null {
  if (status?.state === 'stopped') return new ConnectionLostError('The engine has stopped');
  return status?.state === 'failed' ? storedError(status) : null;
}
