import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { SystemInfo } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { ConnectionLostError, storedError } from '#renderer/bridge/problems.ts';
import { systemInfoQuery } from '../system/index.ts';

/** What is noted when another engine is asked for: by the time of the answer it may be there already. */
export type Asked = {
  /** The address of the window. */
  readonly from: string;
  /** When the engine that is asked started, in ms since 1970. */
  readonly since: number;
};

export type NextEngine = {
  /**
   * Resolves when the next engine is there, once this one has agreed to make room for it.
   * @param asked where it was asked for, and of which engine
   */
  readonly wait: (asked: Asked) => Promise<void>;
  readonly isWaiting: boolean;
  /** Why the next one is not what was asked for. */
  readonly failure: Error | null;
};

/** How long the next engine may take before that is said, in ms. */
const limitMs = 60_000;

/**
 * Waits for the engine that the host goes on with. The window's own connection comes back by itself and reads anew;
 * then `words` is said of it and, where the person has not gone anywhere since, `onThere` is called.
 */
export function useNextEngine(words: (next: SystemInfo) => string, onThere: () => void): NextEngine {
  const { bridge, toasts } = useApp();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [isWaiting, setWaiting] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);

  async function wait({ from, since }: Asked): Promise<void> {
    setFailure(null);
    setWaiting(true);
    const next = await arrives(queryClient, systemInfoQuery(bridge.client).queryKey, since);
    setWaiting(false);
    if (next === null) return setFailure(new ConnectionLostError('The next engine has not come'));
    // What was read of the workspace of before is not to be shown for a moment.
    queryClient.removeQueries({ type: 'inactive' });
    const { lastStart } = await bridge.client.workspace.backups({});
    if (lastStart.failure !== null) return setFailure(storedError(lastStart.failure));
    toasts.show({ tone: 'done', text: words(next), about: next.workspace.path, undo: null });
    // The address that is asked for, not the page that is shown: that one may still be on its way.
    if (router.latestLocation.href === from) onThere();
  }
  return { wait, isWaiting, failure };
}

/** The next engine's own words, once one that started after `since` tells of itself; null where none does in time. */
function arrives(
  queryClient: QueryClient,
  key: readonly string[],
  since: number,
): Promise<SystemInfo | null> {
  const { promise, resolve } = Promise.withResolvers<SystemInfo | null>();
  const look = (): void => {
    const now = queryClient.getQueryData<SystemInfo>(key);
    if (now !== undefined && now.startedAt > since) resolve(now);
  };
  const stop = queryClient.getQueryCache().subscribe(look);
  look();
  const timer = setTimeout(() => resolve(null), limitMs);
  return promise.finally(() => {
    stop();
    clearTimeout(timer);
  });
}
