import type { EngineStatus } from '#contract/desktop.ts';
import { ConnectionLostError, storedError } from './problems.ts';
import { listenToShell } from './shell-messages.ts';
import type { StileWindow } from './window-stile.ts';

/**
 * Asks the shell for a port to the engine and waits until the preload script hands it over. Fails when the shell says
 * that there will be none.
 */
export function requestShellPort(shell: Pick<StileWindow, 'connect'>): Promise<MessagePort> {
  const { promise, resolve, reject } = Promise.withResolvers<MessagePort>();
  const stop = listenToShell((message, [port]) => {
    if (message.type === 'stile:port' && port !== undefined) resolve(port);
    if (message.type === 'stile:engine') rejectIfEnded(message.status, reject);
  });
  shell.connect();
  return promise.finally(stop);
}

function rejectIfEnded(status: EngineStatus, reject: (error: Error) => void): void {
  if (status.state === 'stopped') reject(new ConnectionLostError('The engine has stopped'));
  if (status.state === 'failed') reject(storedError(status));
}
