import { ORPCError } from '@orpc/client';
import type { EngineStateMessage, PortMessage } from '#contract/desktop.ts';
import { ConnectionLostError } from './problems.ts';
import type { StileWindow } from './window-stile.ts';

/**
 * Asks the shell for a port to the engine and waits until the preload script hands it over. Fails when the shell says
 * that there will be none.
 */
export function requestShellPort(shell: StileWindow): Promise<MessagePort> {
  const { promise, resolve, reject } = Promise.withResolvers<MessagePort>();
  function receive(event: MessageEvent<unknown>): void {
    if (event.source !== window || event.origin !== window.location.origin || !isShellMessage(event.data))
      return;
    const [port] = event.ports;
    if (event.data.type === 'stile:port' && port !== undefined) resolve(port);
    if (event.data.type === 'stile:engine') rejectIfEnded(event.data, reject);
  }
  window.addEventListener('message', receive);
  shell.connect();
  return promise.finally(() => window.removeEventListener('message', receive));
}

function rejectIfEnded({ status }: EngineStateMessage, reject: (error: Error) => void): void {
  if (status.state === 'stopped') reject(new ConnectionLostError('The engine has stopped'));
  if (status.state === 'failed')
    reject(new ORPCError(status.code, { data: status.data, message: status.message }));
}

function isShellMessage(data: unknown): data is PortMessage | EngineStateMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  return data.type === 'stile:port' || data.type === 'stile:engine';
}
