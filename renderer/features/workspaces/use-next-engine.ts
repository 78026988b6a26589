import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { SystemInfo } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { ConnectionLostError } from '#renderer/bridge/problems.ts';
import { systemInfoQuery } from '../system/index.ts';

export type NextEngine = {
  /** Resolves when the next engine is there, once this one has agreed to make room for it. */
  readonly wait: () => Promise<void>;
  readonly isWaiting: boolean;
  /** Why the next one is not what was asked for. */
  readonly failure: Error | null;
};

/** How long the next engine may take before that is said, in ms. */
const limitMs = 60_000;

/**
 * Waits for the engine that the host goes on with. The window's own connection comes back by itself and reads anew;
 * then `words` is said and, where the person is still here, `onThere` is called.
 */
export function useNextEngine(info: SystemInfo, words: () => string, onThere: () => void): NextEngine {
  const { bridge, toasts } = useApp();
  const queryClient = useQueryClient();
  const [isWaiting, setWaiting] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  async function wait(): Promise<void> {
    setFailure(null);
    setWaiting(true);
    const isThere = await arrives(queryClient, systemInfoQuery(bridge.client).queryKey, info.startedAt);
    setWaiting(false);
    if (!isThere) return setFailure(new ConnectionLostError('The next engine has not come'));
    // What was read of the workspace of before is not to be shown for a moment.
    queryClient.removeQueries({ type: 'inactive' });
    const { lastStart } = await bridge.client.workspace.backups({});
    if (lastStart.failure !== null) return setFailure(new Error(lastStart.failure.code));
    toasts.show({ tone: 'done', text: words(), undo: null });
    if (isHere.current) onThere();
  }
  return { wait, isWaiting, failure };
}

/** Whether an engine that started after `since` tells of itself in time: what the window reads by itself is watched. */
function arrives(queryClient: QueryClient, key: readonly string[], since: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const look = (): void => {
    const now = queryClient.getQueryData<SystemInfo>(key);
    if (now !== undefined && now.startedAt > since) resolve(true);
  };
  const stop = queryClient.getQueryCache().subscribe(look);
  const timer = setTimeout(() => resolve(false), limitMs);
  return promise.finally(() => {
    stop();
    clearTimeout(timer);
  });
}
