import type { StileWindow } from './window-stile.ts';

/** Asks the shell for a port to the engine and waits until the preload script hands it over. */
export function requestShellPort(shell: StileWindow): Promise<MessagePort> {
  return new Promise((resolve) => {
    function receive(event: MessageEvent<unknown>): void {
      if (event.source !== window || event.origin !== window.location.origin || !isPortMessage(event.data)) return;
      const [port] = event.ports;
      if (port === undefined) return;
      window.removeEventListener('message', receive);
      resolve(port);
    }
    window.addEventListener('message', receive);
    shell.connect();
  });
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'stile:port';
}
