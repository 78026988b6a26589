import type { EngineStateMessage, PortMessage, ShellEventMessage } from '#contract/desktop.ts';

type ShellMessage = PortMessage | EngineStateMessage | ShellEventMessage;

/**
 * Hears what the preload script posts to the page's own window, and nothing that a frame or another page posts. Returns
 * the way to stop.
 */
export function listenToShell(
  hear: (message: ShellMessage, ports: readonly MessagePort[]) => void,
): () => void {
  function receive(event: MessageEvent<unknown>): void {
    if (event.source !== window || event.origin !== window.location.origin) return;
    if (isShellMessage(event.data)) hear(event.data, event.ports);
  }
  window.addEventListener('message', receive);
  return () => window.removeEventListener('message', receive);
}

function isShellMessage(data: unknown): data is ShellMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  return data.type === 'stile:port' || data.type === 'stile:engine' || data.type === 'stile:shell';
}
