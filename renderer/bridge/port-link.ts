import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { ConnectionLostError } from './problems.ts';

export type PortLinkOptions = {
  /** Resolves with a fresh port to the engine, already started; called again after each loss. */
  readonly requestPort: () => Promise<MessagePort>;
  /** Milliseconds without any message from the engine, with a call pending, until the engine is asked for a sign. */
  readonly quietMs?: number;
  /** Milliseconds until a call without an answer is given up. */
  readonly timeoutMs?: number;
};

type Session = {
  readonly link: RPCLink<ClientContext>;
  readonly lost: Promise<never>;
  readonly lose: (why: string) => void;
  heardAt: number;
};

/**
 * A link over a MessagePort that survives the engine's restarts. The RPC's own link hangs on calls made after a close;
 * here each call races the loss of its port, and the next call asks for a new one.
 */
export function createPortLink(options: PortLinkOptions): ClientLink<ClientContext> {
  const { quietMs = 10_000, timeoutMs = 60_000 } = options;
  let session: Promise<Session> | null = null;

  function forget(): void {
    session = null;
  }
  function current(): Promise<Session> {
    if (session !== null) return session;
    const opening = options.requestPort().then((port) => openSession(port, forget));
    opening.catch(forget);
    session = opening;
    return opening;
  }

  return {
    call: async (path, input, callOptions) => {
      const live = await current();
      const watch = watchCall(live, { quietMs, timeoutMs });
      try {
        return await Promise.race([live.link.call(path, input, callOptions), live.lost, watch.expired]);
      } finally {
        watch.stop();
      }
    },
  };
}

function openSession(port: MessagePort, onLost: () => void): Session {
  const { promise: lost, reject } = Promise.withResolvers<never>();
  // The loss is heard by the calls that race it; with none pending it must not count as unhandled.
  lost.catch(() => undefined);
  const lose = (why: string): void => {
    onLost();
    reject(new ConnectionLostError(why));
    port.dispatchEvent(new Event('close'));
    port.close();
  };
  const session = { link: new RPCLink({ port }), lost, lose, heardAt: performance.now() };
  let closed = false;
  port.addEventListener('message', () => {
    session.heardAt = performance.now();
  });
  port.addEventListener('close', () => {
    if (closed) return;
    closed = true;
    lose('The port to the engine closed');
  });
  port.start();
  return session;
}

/**
 * Guards one call: after a silence the engine is pinged by a call that every engine answers at once, if only with an
 * error. No answer to that means that the port is dead, which browsers do not report.
 */
function watchCall(session: Session, limits: { quietMs: number; timeoutMs: number }) {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  expired.catch(() => undefined);
  const timeout = setTimeout(
    () => reject(new ConnectionLostError('The engine gave no answer in time')),
    limits.timeoutMs,
  );
  const ping = setInterval(() => {
    if (performance.now() - session.heardAt < limits.quietMs) return;
    const answer = session.link.call(['experiments', 'get'], { experimentId: '' }, { context: {} });
    const dead = setTimeout(() => session.lose('The engine does not answer'), limits.quietMs);
    void answer.catch(() => undefined).finally(() => clearTimeout(dead));
  }, limits.quietMs);
  return {
    expired,
    stop: () => {
      clearTimeout(timeout);
      clearInterval(ping);
    },
  };
}
