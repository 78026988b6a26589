import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { ConnectionLostError } from './problems.ts';

export type PortLinkOptions = {
  /** Resolves with a fresh port to the engine, already started; called again after each loss. */
  readonly requestPort: () => Promise<MessagePort>;
  /** Milliseconds without any message from the engine, until it is asked for a sign; as long again, and the port is dead. */
  readonly quietMs?: number;
  /** Milliseconds until a call without an answer is given up. */
  readonly timeoutMs?: number;
};

type Session = { readonly link: RPCLink<ClientContext>; readonly lost: Promise<never> };

/**
 * A link over a MessagePort that survives the engine's restarts. The RPC's own link hangs on calls made after a close;
 * here each call races the loss of its port, and the next call asks for a new one.
 */
export function createPortLink(options: PortLinkOptions): ClientLink<ClientContext> {
  const { quietMs = 4000, timeoutMs = 60_000 } = options;
  let session: Promise<Session> | null = null;

  function open(): Promise<Session> {
    const forget = (): void => {
      if (session === opening) session = null;
    };
    const opening: Promise<Session> = options
      .requestPort()
      .then((port) => openSession(port, quietMs, forget));
    opening.catch(forget);
    return opening;
  }
  return {
    call: async (path, input, callOptions) => {
      session ??= open();
      const { link, lost } = await session;
      const timeout = startTimeout(timeoutMs);
      try {
        return await Promise.race([link.call(path, input, callOptions), lost, timeout.expired]);
      } finally {
        timeout.stop();
      }
    },
  };
}

function openSession(port: MessagePort, quietMs: number, onLost: () => void): Session {
  const { promise: lost, reject } = Promise.withResolvers<never>();
  // The loss is heard by the calls that race it; with none pending it must not count as unhandled.
  lost.catch(() => undefined);
  const link = new RPCLink<ClientContext>({ port });
  const stopListening = detectSilence(link, port, quietMs, () => port.dispatchEvent(new Event('close')));
  port.addEventListener(
    'close',
    () => {
      stopListening();
      onLost();
      reject(new ConnectionLostError('The port to the engine closed'));
      port.close();
    },
    { once: true },
  );
  port.start();
  return { link, lost };
}

/**
 * Browsers do not tell when the other end of a port is gone. After a silence the engine is called; every engine
 * answers this call at once, if only with an error. Without an answer before the next turn the port counts as dead.
 */
function detectSilence(
  link: RPCLink<ClientContext>,
  port: MessagePort,
  quietMs: number,
  onDead: () => void,
): () => void {
  let heardAt = performance.now();
  let isAsked = false;
  port.addEventListener('message', () => {
    heardAt = performance.now();
    isAsked = false;
  });
  const timer = setInterval(() => {
    if (isAsked) return onDead();
    if (performance.now() - heardAt < quietMs) return;
    isAsked = true;
    link.call(['experiments', 'get'], { experimentId: '' }, { context: {} }).catch(() => undefined);
  }, quietMs);
  return () => clearInterval(timer);
}

function startTimeout(ms: number): { expired: Promise<never>; stop: () => void } {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  expired.catch(() => undefined);
  const timer = setTimeout(() => reject(new ConnectionLostError('The engine gave no answer in time')), ms);
  return { expired, stop: () => clearTimeout(timer) };
}
